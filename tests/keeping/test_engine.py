from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import DiskFullError, StoreError
from kg.keeping.engine import needing_room, writing_to

PLACE = Path("/data")


def sqlite_full() -> sqlite3.Error:
    """Return what SQLite says when it may not have another page."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO t VALUES (zeroblob(99999))")
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OSError("IO error: No space left on device: While appending to file: 000012.log"),
        RuntimeError("IO error: No space left on device: While appending to file: 000012.log"),
        sqlite_full(),
    ],
    ids=["ENOSPC", "EDQUOT", "Oxigraph's OSError", "Oxigraph's RuntimeError", "SQLite"],
)
def test_a_full_disk_is_told_apart_whoever_finds_it(error: Exception) -> None:
    for guard in (writing_to, needing_room):
        with pytest.raises(DiskFullError) as caught, guard(PLACE):
            raise error
        assert caught.value.where == "/data"
        assert caught.value.hint is not None
        assert "make room on the disk" in caught.value.hint


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "Input/output error"), sqlite3.DatabaseError("malformed")]
)
def test_another_refusal_of_the_disk_is_no_full_disk(error: Exception) -> None:
    with pytest.raises(StoreError, match="could not be written") as caught, writing_to(PLACE):
        raise error
    assert type(caught.value) is StoreError


@pytest.mark.parametrize(
    "error", [PermissionError(errno.EACCES, "denied"), RuntimeError("corrupt"), ValueError("no")]
)
def test_where_only_room_is_asked_about_every_other_error_stays_what_it_is(
    error: Exception,
) -> None:
    with pytest.raises(type(error)) as caught, needing_room(PLACE):
        raise error
    assert caught.value is error
