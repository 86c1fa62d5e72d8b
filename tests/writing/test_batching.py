from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

from kg.auditing.verifying import verify
from kg.errors import NotAllowedError, RecordError, StoreError
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.ledger import Ledger, read
from kg.writing.batching import RECORDS
from kg.writing.writer import Outcome, Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RIVER = "The ministry said the river rose."
JUDGED = {"relation": "sameClaim", "judges": "claim/claim-hill", "against": "claim/claim-dam"}
STEPS: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("hill", HILL, {}),
    ("dam", DAM, {"judgements": [{**JUDGED, "at": "2026-11-21", "reason": "worded alike"}]}),
    ("dam", DAM, {}),  # changes what stands in the same batch
    ("hill", HILL, {}),
    ("river", RIVER, {"status": "draft"}),
    ("river", RIVER, {"status": "draft"}),
    ("river", RIVER, {}),
)
"""Records handed in one after the other: what each is called, its text, and more of it."""


@contextmanager
def writing(directory: Path, **more: Any) -> Iterator[Writer]:
    with Writer.open(
        directory, base=BASE, actor="tester", clock=lambda: NOON, wait=0, **more
    ) as writer:
        yield writer


def rows(index: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the tables of an index; what its full-text tables keep, too."""
    with closing(sqlite3.connect(index)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  (our names)
            for (name,) in connection.execute(tables)
        }


def shown(directory: Path) -> tuple[set[str], dict[str, list[tuple[object, ...]]]]:
    generation = current_generation(Layout(directory))
    assert generation
    store = Store.read_only(str(generation.store))
    return {str(quad) for quad in store}, rows(generation.path / "index.sqlite")


def one_by_one(directory: Path) -> list[Outcome]:
    with writing(directory) as writer:
        told = [writer.load(small(name, text, writer.known, **more)) for name, text, more in STEPS]
        writer.publish()
    return told


def together(directory: Path, processes: int) -> list[Outcome]:
    with writing(directory) as writer:
        batch = writer.batch()
        with batch.filling_apart() if processes > 1 else nullcontext():
            for name, text, more in STEPS:
                batch.add(small(name, text, writer.known, **more))
            told = batch.record()
        writer.publish()
    return told


@pytest.mark.parametrize("processes", [1, 2])
def test_records_taken_together_leave_what_they_leave_one_by_one(
    folder: Path, processes: int
) -> None:
    told = [one_by_one(folder / "single"), together(folder / "batch", processes)]
    seen = [
        [(one.record, one.version, one.state, one.revision, one.document) for one in each]
        for each in told
    ]
    assert seen[0] == seen[1]
    assert [state for _, _, state, _, _ in seen[1]] == [
        "added", "added", "changed", "unchanged", "drafted", "unchanged", "added"
    ]  # fmt: skip
    ledgers = [
        (folder / name / "ledger" / "events-000001.jsonl").read_bytes()
        for name in ("single", "batch")
    ]
    assert ledgers[0] == ledgers[1]
    assert shown(folder / "single") == shown(folder / "batch")
    assert verify(folder / "batch").findings == []


def test_nothing_of_a_batch_is_recorded_before_all_of_it_is(folder: Path) -> None:
    with writing(folder) as writer:
        batch = writer.batch()
        batch.add(small("hill"))
        batch.add(small("dam", DAM, writer.known))
        assert list(read(folder / "ledger")) == []
        with pytest.raises(StoreError, match="A batch is not recorded yet"):
            writer.load(small("river", RIVER, writer.known))
    with writing(folder) as writer:
        assert (writer.revision, writer.known.definition("claim", "claim-hill")) == (0, None)
        batch = writer.batch()
        batch.add(small("hill"))
        (outcome,) = batch.record()
        assert (outcome.state, outcome.revision, writer.revision) == ("added", 1, 1)
        assert batch.record() == []


def test_a_record_that_is_refused_leaves_the_others_of_its_batch(folder: Path) -> None:
    with writing(folder) as writer:
        batch = writer.batch()
        batch.add(small("hill"))
        with pytest.raises(RecordError, match="already read by record `hill`"):
            batch.add(small("dam", HILL))
        batch.add(small("river", RIVER, writer.known))
        assert [one.record for one in batch.record()] == ["hill", "river"]
    assert [event.entry.record for event in read(folder / "ledger")] == ["hill", "river"]


def test_a_batch_that_the_disk_refuses_is_lost_wholly_and_put_right(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with writing(folder) as writer:
        writer.load(small("hill"))
        batch = writer.batch()
        batch.add(small("dam", DAM, writer.known))
        batch.add(small("river", RIVER, writer.known))
        with monkeypatch.context() as patched:
            patched.setattr("kg.ledger.ledger._write_all", full)
            with pytest.raises(StoreError, match="No space left"):
                batch.record()
        with pytest.raises(StoreError, match="could not be applied"):
            batch.add(small("lake", "The ministry said the lake froze.", writer.known))
    assert [event.entry.record for event in read(folder / "ledger")] == ["hill"]
    with writing(folder) as writer:
        assert writer.known.definition("claim", "claim-dam") is None
        assert writer.publish().facts.counts["records"] == 1
    assert verify(folder).findings == []


def test_a_batch_says_when_it_is_full(folder: Path) -> None:
    with writing(folder) as writer:
        batch = writer.batch()
        for number in range(RECORDS):
            assert not batch.full
            name = f"hill-{number}"
            batch.add(small(name, f"The ministry said {name} was open.", writer.known))
        assert batch.full
        assert len(batch.record()) == RECORDS
        assert not batch.full


def test_where_two_persons_are_needed_a_batch_takes_only_drafts(folder: Path) -> None:
    with writing(folder, two_persons=True) as writer:
        batch = writer.batch()
        with pytest.raises(NotAllowedError, match="Another person has to accept"):
            batch.add(small("hill"))
        batch.add(small("hill", status="draft"))
        assert [one.state for one in batch.record()] == ["drafted"]


def test_events_prepared_for_a_ledger_are_recorded_together_or_not_at_all(folder: Path) -> None:
    with writing(folder / "other") as writer:
        writer.load(small("hill"))
    (event,) = read(folder / "other" / "ledger")
    with Ledger(folder / "ledger") as ledger:
        prepared = [ledger.prepare(event.entry, at=NOON) for _ in range(3)]
        assert (ledger.seq, ledger.prepared) == (0, 3)
        assert list(read(folder / "ledger")) == []
        assert ledger.record() == prepared
        assert (ledger.seq, ledger.prepared, ledger.record()) == (3, 0, [])
    assert list(read(folder / "ledger")) == prepared


def test_a_process_that_ends_while_it_fills_the_index_loses_no_record(folder: Path) -> None:
    with writing(folder) as writer:
        batch, live = writer.batch(), writer._live
        apart = batch.filling_apart()
        apart.__enter__()
        batch.add(small("hill"))
        assert [one.state for one in batch.record()] == ["added"]
        killed: Any = live._contents._apart
        killed._process.kill()
        with pytest.raises(StoreError, match="could not be written"):
            apart.__exit__(None, None, None)
        with pytest.raises(StoreError, match="could not be applied"):
            writer.publish()
    with writing(folder) as writer:
        assert writer.publish().facts.counts["records"] == 1
    assert verify(folder).findings == []
