"""A disk that is really full, found at many points: nothing acknowledged is lost, reading goes on.

Needs a small file system of its own, which root may mount.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.auditing.verifying import verify
from kg.errors import DiskFullError
from kg.ledger import Request, digest_of, read
from kg.records.many import Found
from kg.writing.batching import RECORDS as BATCH
from kg.writing.loading import BulkLoad
from kg.writing.writer import Writer
from small_disk import small_disk
from small_records import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTES = count(step=2)
RECORDS = 3 * BATCH + 10
LEFT = (0, 16_384, 262_144, 524_288)
"""How many bytes are left: enough for nothing, for the event, for the graph, for the index."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a file system with room for a small collection."""
    with small_disk(tmp_path) as place:
        yield place


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    """Write by a clock that runs fast, so that old generations make room soon."""
    with Writer.open(
        directory,
        base=BASE,
        actor="tester",
        clock=lambda: NOON + timedelta(minutes=next(MINUTES)),
    ) as writer:
        yield writer


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free."""
    with (disk / "filler").open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(2**16))
        file.truncate(max(0, file.tell() - left))


def readable(directory: Path) -> bool:
    generation = directory / "generations" / (directory / "current").read_text().strip()
    store = Store.read_only(str(generation / "store"))
    return bool(store.query("ASK { GRAPH ?g { ?s ?p 'The ministry' } }"))


def asked(name: str) -> Request:
    return Request(digest_of(name.encode()), digest_of(b"load " + name.encode()))


def load(writer: Writer, name: str) -> int:
    """Load a record and publish it; return the number of its event."""
    record = small(name, f"The ministry said {name} was open.", writer.known)
    outcome = writer.load(record, request=asked(name))
    writer.publish()
    return outcome.revision


def loaded_while_full(disk: Path, name: str, left: int, *, opened: bool) -> bool:
    """Load a record when the disk is full, or becomes so after the opening; return whether so."""
    if not opened:
        fill(disk, left)
    try:
        with writing(disk / "data") as writer:
            if opened:
                fill(disk, left)
            load(writer, name)
    except DiskFullError:
        return False
    return True


def test_a_full_disk_loses_nothing_stops_no_reader_and_needs_no_repair(
    disk: Path, counted: Callable[[str, int], None]
) -> None:
    data, rounds, refused = disk / "data", 0, 0
    with writing(data) as writer:
        load(writer, "hill")
    for opened in (False, True):
        for left in LEFT:
            name = f"dam-{left}-{'later' if opened else 'before'}"
            refused += not loaded_while_full(disk, name, left, opened=opened)
            rounds += 1
            assert readable(data)
            assert verify(data).findings == [], (left, opened)
            (disk / "filler").unlink()
            kept = {event.entry.record: event.seq for event in read(data / "ledger")}
            with writing(data) as writer:
                assert load(writer, name) == kept.get(name, len(kept) + 1)
            assert len(list(read(data / "ledger"))) == rounds + 1
    assert verify(data, deep=True).findings == []
    assert refused >= rounds - 2
    counted("disk-full rounds", rounds)


def test_a_directory_that_cannot_even_be_begun_is_begun_once_there_is_room(disk: Path) -> None:
    fill(disk, 0)
    with pytest.raises(DiskFullError), writing(disk / "data") as writer:
        load(writer, "hill")
    (disk / "filler").unlink()
    with writing(disk / "data") as writer:
        assert load(writer, "hill") == 1
    assert verify(disk / "data").findings == []


def load_many(writer: Writer, told: set[str]) -> None:
    """Load many records, which another process puts into graph and index; note what is told of."""
    names = [f"hill-{number}" for number in range(RECORDS)]
    found = (
        Found(name, 1, partial(small, name, f"The ministry said {name} was open."))
        for name in names
    )
    for one in BulkLoad(writer, processes=2).load(found):
        told |= {outcome.record for _, outcome in one.kept}


@pytest.mark.parametrize("left", [32_768, 1_048_576, 3_145_728])
def test_a_disk_that_is_full_in_the_middle_of_a_large_load_is_told_and_loses_nothing(
    disk: Path, left: int
) -> None:
    data, told = disk / "data", set[str]()
    with writing(data) as writer:
        load(writer, "before")
    with writing(data) as writer:
        fill(disk, left)
        with pytest.raises(DiskFullError, match="make room on the disk"):
            load_many(writer, told)
    assert readable(data)
    (disk / "filler").unlink()
    assert told < {event.entry.record for event in read(data / "ledger")}
    with writing(data) as writer:
        load_many(writer, told)
        writer.publish()
    assert len(told) == RECORDS
    assert len(list(read(data / "ledger"))) == RECORDS + 1
    assert verify(data, deep=True).findings == []
