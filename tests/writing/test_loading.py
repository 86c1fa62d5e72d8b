from __future__ import annotations

import gc
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kg.auditing.verifying import verify
from kg.errors import RecordError
from kg.ledger import read
from kg.records.many import Found
from kg.writing.batching import RECORDS
from kg.writing.loading import BulkLoad, Told
from kg.writing.writer import Writer
from small_records import HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Known, ResolvedRecord

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester", clock=lambda: NOON, wait=0) as writer:
        yield writer


def reading(name: str, text: str, known: Known) -> ResolvedRecord:
    return small(name, text, known)


def records(*names: str) -> Iterator[Found]:
    """Yield records, each of another text; one called `bad` reads the text of `first`."""
    for name in names:
        text = HILL if name in ("first", "bad") else f"The ministry said {name} was open."
        yield Found(f"many:{name}", 10, partial(reading, name, text))


def kept(told: list[Told]) -> list[tuple[str, str]]:
    return [(where, outcome.state) for one in told for where, outcome in one.kept]


def test_a_load_that_is_repeated_goes_on_where_it_ended(folder: Path) -> None:
    with writing(folder) as writer:
        list(BulkLoad(writer).load(records("first", "second")))
    with writing(folder) as writer:
        told = list(BulkLoad(writer).load(records("first", "second", "third")))
    assert kept(told) == [
        ("many:first", "unchanged"),
        ("many:second", "unchanged"),
        ("many:third", "added"),
    ]
    assert [event.entry.record for event in read(folder / "ledger")] == ["first", "second", "third"]


def test_it_stops_at_a_record_that_is_refused_and_keeps_those_before(folder: Path) -> None:
    with writing(folder) as writer:
        (told,) = BulkLoad(writer).load(records("first", "bad", "third"))
    assert kept([told]) == [("many:first", "added")]
    assert told.refused
    assert told.refused.where == "many:bad"
    assert isinstance(told.refused.error, RecordError)
    assert told.size == 20
    assert [event.entry.record for event in read(folder / "ledger")] == ["first"]


def test_it_goes_on_after_a_refused_record_when_it_is_asked_to(folder: Path) -> None:
    with writing(folder) as writer:
        told = list(BulkLoad(writer, skip=True).load(records("first", "bad", "third")))
    assert kept(told) == [("many:first", "added"), ("many:third", "added")]
    assert [one.refused.where for one in told if one.refused] == ["many:bad"]
    assert sum(one.size for one in told) == 30


def test_what_is_told_of_is_in_the_ledger_by_then_and_told_batch_by_batch(folder: Path) -> None:
    names = [f"hill-{number}" for number in range(RECORDS + 1)]
    with writing(folder) as writer:
        sizes = list[int]()
        for told in BulkLoad(writer).load(records(*names)):
            sizes.append(len(told.kept))
            last = told.kept[-1][1]
            assert [event.seq for event in read(folder / "ledger")][-1] == last.revision
    assert sizes == [RECORDS, 1]


def test_the_search_for_rubbish_is_as_often_as_before_when_it_ends(folder: Path) -> None:
    before = gc.get_threshold()
    with writing(folder) as writer:
        load = BulkLoad(writer).load(records("first", "bad"))
        next(load)
        assert gc.get_threshold() != before
        with pytest.raises(StopIteration):
            next(load)
    assert gc.get_threshold() == before


def corrected(number: int) -> Found:
    """Return a new version of a record: another claim in a text with one word more."""
    name = f"hill-{number}"
    return Found(name, 10, partial(reading, name, f"The ministry said {name} was never open."))


def whole(directory: Path) -> dict[str, object]:
    """Return all that graph, index and books hold of records, and who declares what."""
    with writing(directory) as writer:
        found: dict[str, object] = {"graph": {str(quad) for quad in writer._live.graph}}
    held = {"index": ("attribution", "description", "described"), "books": ("shared", "record")}
    for file, tables in held.items():
        with closing(sqlite3.connect(directory / "live" / f"{file}.sqlite")) as connection:
            for table in tables:
                rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
                found[table] = sorted(rows.fetchall(), key=repr)
    return found


def test_two_processes_write_what_one_does_also_where_records_change_on_the_way(
    folder: Path,
) -> None:
    names = [f"hill-{number}" for number in range(RECORDS + 5)]
    for processes in (1, 2):
        with writing(folder / str(processes)) as writer:
            writer.load(small("before", "The ministry said it was before."))
            load = BulkLoad(writer, processes=processes)
            coming = [*records("first", *names), corrected(3), corrected(RECORDS + 4)]
            assert len(kept(list(load.load(coming)))) == len(coming)
            writer.publish()
    assert verify(folder / "2", deep=True).findings == []
    one, two = whole(folder / "1"), whole(folder / "2")
    assert two == one
    assert not [quad for quad in one["graph"] if "hill-3 was open" in quad]  # type: ignore[attr-defined]
