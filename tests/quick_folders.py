"""Folders for tests that sync often: in memory where there is room, as `fsync` is free there."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = Path("/dev/shm")  # noqa: S108  (where Linux keeps files in memory)
ENOUGH = 48 * 2**20


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Yield an empty folder, and remove it afterwards."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(
        prefix="kg-test-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as name:  # the engine may still write a file while it closes
        yield Path(name)
