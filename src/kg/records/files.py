"""Opening the files of a record; a record can only reach what lies beside it."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

    from kg.records import tree
    from kg.records.faults import Faults

MAXIMUM_TEXT = 16 * 2**20


def read_regular(path: Path, maximum: int) -> bytes:
    """Return the bytes of a file that came from outside; of a longer one, `maximum` and one more.

    Only of a file: a pipe would be waited for without end, and a device has no end.

    Raises:
        OSError: it cannot be read, or is no file.
        ValueError: its name cannot be that of a file.
    """
    with open_regular(path) as file:
        size = min(os.fstat(file.fileno()).st_size, maximum)
        data = file.read(size + 1)  # asked for more, it would set aside room for all of it
        return data if len(data) <= size else data + file.read(maximum - size)


def open_regular(path: Path) -> BinaryIO:
    """Open a file that came from outside; raises as `read_regular`."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    file = open(opened, "rb")  # noqa: PTH123, SIM115  (already open)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is not a file")
    return file


def read_bytes(
    path: Path, what: str, maximum: int, field: tree.Path, faults: Faults
) -> bytes | None:
    """Return a file's bytes, or note why they cannot be had."""
    try:
        data = read_regular(path, maximum)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.add(field, f"{what} cannot be read: {path}: {reason}", "check the file's name")
        return None
    if len(data) > maximum:
        faults.add(field, f"{what} has more than {maximum} bytes", "is it the right file?")
        return None
    return data


def text_beside(record: Path, name: str, faults: Faults) -> bytes | None:
    """Return the bytes of the text a record names.

    Records come from other people: one that named `/etc/passwd` as its text would have it
    published.
    """
    path = record.parent / name
    try:
        inside = path.resolve().is_relative_to(record.parent.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, or a NUL in the name
        inside = False
    if not inside:
        faults.add(
            ("text",),
            f"`{name}` is not in the record's folder",
            "put the text beside the record, or in a folder below it",
        )
        return None
    return read_bytes(path, "the text", MAXIMUM_TEXT, ("text",), faults)
