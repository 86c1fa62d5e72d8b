"""What the engines below raise when a file cannot be read or written."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import DiskFullError, StoreError
from kg.ledger.durable import is_full

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGINE_FAULTS: Final = (OSError, RuntimeError)
"""From Oxigraph: the disk refused, or (a bare RuntimeError) a file is corrupt."""

_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
"""What SQLite says of a full disk; the second where the file that readers share cannot grow."""

_FULL: Final = ("no space left on device", "disk quota exceeded")


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Let a refusal of the disk come out as an error of ours.

    Raises:
        DiskFullError: there is no room.
        StoreError: the disk refused otherwise, or a file beside the ledger is damaged.
    """
    try:
        with needing_room(place):
            yield
    except (OSError, sqlite3.Error) as error:
        raise refusal("The collection could not be written", place, error) from error


@contextmanager
def needing_room(place: Path) -> Iterator[None]:
    """Let a full disk come out as an error of ours; everything else comes out as it is.

    Raises:
        DiskFullError: there is no room.
    """
    try:
        yield
    except (*ENGINE_FAULTS, sqlite3.Error) as error:
        if not is_no_room(error):
            raise
        raise refusal("There is no room on the disk", place, error) from error


def refusal(what: str, place: Path, error: Exception) -> StoreError:
    """Return what kept us from writing as an error of ours; a full disk is told apart."""
    kind = DiskFullError if is_no_room(error) else StoreError
    return kind(
        f"{what}: {error}",
        where=str(place),
        hint="make room on the disk, then try again; what was acknowledged is in the ledger",
    )


def is_no_room(error: Exception) -> bool:
    """Return whether the disk is full: by number or, as Oxigraph gives none, by words."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _NO_ROOM
    if isinstance(error, OSError) and is_full(error):
        return True
    return any(words in str(error).lower() for words in _FULL)
