"""The example records, loaded by another process while this one gets ready to serve them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.settings import Settings

_MEMORY: Final = Path("/dev/shm")  # noqa: S108  (where Linux keeps files in memory)
_ENOUGH: Final = 64 * 2**20


@contextmanager
def demonstration(chosen: Settings) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield a directory that is being filled and what waits until it is; it is gone afterwards.

    What is thrown away need not be kept safe: the directory lies in memory where there is room.

    The second raises:
        DataError, StoreError: the example records cannot be loaded here.
    """
    with (
        tempfile.TemporaryDirectory(prefix="kg-demo-", dir=_place()) as directory,
        _filling(directory, chosen.base) as filling,
    ):

        def filled() -> None:
            if filling.wait() != 0:
                fill(Path(directory), chosen)

        try:
            yield directory, filled
        finally:
            filling.kill()


def _filling(directory: str, base: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg.collection.demonstrating", directory, base]
    return subprocess.Popen(  # noqa: S603  (our own program)
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def fill(directory: Path, chosen: Settings) -> None:
    """Load the example records in this process, and so hear why where it cannot be done."""
    from kg.collection.demonstrating import fill_with_fixtures

    fill_with_fixtures(directory, chosen)


def _place() -> Path | None:
    try:
        room = os.statvfs(_MEMORY)
    except OSError:
        return None
    usable = os.access(_MEMORY, os.W_OK) and room.f_bavail * room.f_frsize >= _ENOUGH
    return _MEMORY if usable else None
