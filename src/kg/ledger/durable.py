"""Writing files so that they survive a power cut: all of the new content, or all of the old.

`fsync` of a file keeps its bytes; only `fsync` of its directory keeps its name.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UNFINISHED = ".tmp"
"""The ending of a file or folder that was being written when the power went; it may be deleted."""


_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT))


def is_full(error: OSError) -> bool:
    """Return whether the disk, or our share of it, has no room left."""
    return error.errno in _FULL


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable that somebody else has written."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_directory(directory: Path) -> None:
    """Create a directory durably; its parent must exist. Nothing happens where it exists."""
    if not directory.is_dir():
        directory.mkdir(exist_ok=True)
        sync_directory(directory.parent)


def write_durably(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`, replacing what was there in one step; a failed try leaves nothing.

    What is `private` may be read by its owner only, at every moment.
    """
    write_all_durably({path: content}, private=private)


def write_all_durably(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Put each content at its path as `write_durably` does; a failed try leaves some of them.

    All are written before the first is waited for, so that the disk takes them together.
    """
    unfinished = {path: path.with_name(path.name + UNFINISHED) for path in contents}
    try:
        for path, content in contents.items():
            _write(unfinished[path], content, private=private)
        for path in contents:
            sync_file(unfinished[path])
            unfinished[path].replace(path)
    except OSError:
        for path in unfinished.values():
            path.unlink(missing_ok=True)
        raise
    for folder in sorted({path.parent for path in contents}):
        sync_directory(folder)


def _write(path: Path, content: bytes, *, private: bool) -> None:
    if private:
        path.unlink(missing_ok=True)  # a mode is given to new files only
    mode = 0o600 if private else 0o666  # less what the umask takes away
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
