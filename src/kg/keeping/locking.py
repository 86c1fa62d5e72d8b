"""One writer at a time: whoever holds the lock of a data directory is the writer.

The lock is a `flock`, so the kernel frees it when its holder dies, however it dies. The file
stays, on purpose: deleting a lock file lets two processes hold "the" lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import LockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAUSE: Final = 0.05
"""Seconds between two tries."""


@contextmanager
def locked(path: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock, waiting for it up to `wait` seconds.

    Raises:
        LockedError: another process still held it; the error names that process.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise _refusal(handle, path) from error
            time.sleep(PAUSE)
        else:
            return


def _refusal(handle: int, path: Path) -> LockedError:
    holder = os.pread(handle, 32, 0).decode(errors="replace").strip()
    return LockedError(
        f"Another process is writing here: process {holder or 'unknown'}",
        where=str(path.parent),
        hint="wait until it is done, or stop it",
    )
