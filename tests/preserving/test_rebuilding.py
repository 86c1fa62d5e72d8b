from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.auditing.comparing import index_differences
from kg.auditing.verifying import verify
from kg.errors import BadParameterError, DataError, LedgerError, LockedError
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    """Write with a clock that goes on by a minute from noon at every look."""
    minutes = count()

    def clock() -> datetime:
        return NOON + timedelta(minutes=next(minutes))

    with Writer.open(directory, base=BASE, actor="tester", clock=clock, wait=0) as writer:
        yield writer
        writer.publish()


@pytest.fixture
def data(folder: Path) -> Path:
    """Return: 12:00 hill, 12:01 hill changed, 12:02 dam, 12:03 dam retracted."""
    with writing(folder / "data") as writer:
        writer.load(small("hill"))
        writer.load(
            small("hill", known=writer.known, passages=[{"function": "body", "quote": HILL}])
        )
        writer.load(small("dam", DAM, writer.known))
        writer.retract("dam", "a mistake")
    return folder / "data"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_rebuild_by_any_number_of_processes_gives_the_same(
    folder: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.keeping.building.OFTEN", 2)  # records from which on another one helps
    with writing(folder / "data") as writer:
        for number in range(5):
            name = f"hill-{number}"
            writer.load(small(name, f"The ministry said {name} was open.", writer.known))
    before = dumped(folder / "data")
    rebuild(folder / "data", processes=processes)
    assert dumped(folder / "data") == before
    assert verify(folder / "data", deep=True).findings == []


def dumped(directory: Path) -> list[str]:
    generation = current_generation(Layout(directory))
    assert generation is not None
    return sorted(map(str, Store.read_only(str(generation.store))))


def records(directory: Path) -> set[str]:
    graphs = {quad.rpartition(" ")[2] for quad in dumped(directory)}
    return {name.partition("/record-")[2][:-1] for name in graphs if "/record-" in name}


def test_graph_and_index_follow_from_the_ledger_alone(data: Path) -> None:
    before, index = dumped(data), data / "generations" / "4" / "index.sqlite"
    generation = rebuild(data, clock=lambda: NOON)
    assert generation.path.name == "4-2"
    assert dumped(data) == before
    assert list(index_differences(index, generation.index)) == []


def test_a_rebuilt_collection_can_be_written_to(data: Path) -> None:
    rebuild(data)
    with writing(data) as writer:
        assert writer.load(small("hill-2", "The ministry said so.", writer.known)).revision == 5
    assert records(data) == {"hill-v2", "hill-2-v1"}


def test_a_view_elsewhere_shows_the_same_and_leaves_the_collection_alone(
    data: Path, folder: Path
) -> None:
    generation = rebuild(data, to=folder / "view", clock=lambda: NOON)
    assert dumped(folder / "view") == dumped(data)
    assert (generation.facts.revision, generation.facts.counts["records"]) == (4, 1)
    assert sorted(path.name for path in (folder / "view").iterdir()) == [
        "current",
        "format.json",
        "generations",
    ]
    assert json.loads((folder / "view" / "format.json").read_text())["view"] == (
        "a collection as it was on 2026-11-21T12:00:00.000000Z"
    )


@pytest.mark.parametrize(
    ("minutes", "shown", "revision"),
    [(-1, set(), 0), (0, {"hill-v1"}, 1), (1, {"hill-v2"}, 2), (2, {"hill-v2", "dam-v1"}, 3)],
)
def test_a_view_of_a_past_moment_shows_what_was_recorded_by_then(
    data: Path, folder: Path, minutes: int, shown: set[str], revision: int
) -> None:
    moment = NOON + timedelta(minutes=minutes)
    generation = rebuild(data, to=folder / "view", as_of=moment)
    assert records(folder / "view") == shown
    assert generation.facts.revision == revision


def test_a_view_cannot_be_written_to_nor_rebuilt(data: Path, folder: Path) -> None:
    rebuild(data, to=folder / "view")
    with pytest.raises(DataError, match="Nothing can be written here"), writing(folder / "view"):
        pytest.fail("a view was written to")
    with pytest.raises(DataError, match="only shows a collection as it was"):
        rebuild(folder / "view")


def test_a_view_needs_a_directory_of_its_own(data: Path, folder: Path) -> None:
    with pytest.raises(DataError, match="not empty"):
        rebuild(data, to=data)
    (folder / "other").mkdir()
    (folder / "other" / "notes.txt").touch()
    with pytest.raises(DataError, match=r"holds notes\.txt"):
        rebuild(data, to=folder / "other")


def test_the_past_does_not_replace_the_present(data: Path) -> None:
    with pytest.raises(BadParameterError, match="past would replace") as caught:
        rebuild(data, as_of=NOON)
    assert caught.value.where == "as_of"


def test_a_damaged_ledger_leaves_what_readers_see_as_it_is(data: Path) -> None:
    before, segment = dumped(data), data / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"tester", b"tesser", 1))
    with pytest.raises(LedgerError):
        rebuild(data)
    assert dumped(data) == before
    assert (data / "live").is_dir()


def test_a_rebuild_waits_for_the_writer_only_so_long(data: Path) -> None:
    with writing(data), pytest.raises(LockedError):
        rebuild(data, wait=0)


def test_only_a_data_directory_can_be_rebuilt(folder: Path) -> None:
    with pytest.raises(DataError, match="not a data directory"):
        rebuild(folder)


def test_a_collection_without_its_live_folder_is_rebuilt_from_the_ledger(data: Path) -> None:
    before = dumped(data)
    shutil.rmtree(data / "live")
    rebuild(data)
    assert dumped(data) == before


def test_a_copy_of_the_ledger_is_a_backup(data: Path, folder: Path) -> None:
    copy = folder / "restored"
    shutil.copytree(data / "ledger", copy / "ledger")
    shutil.copy(data / "format.json", copy)
    rebuild(copy)
    assert dumped(copy) == dumped(data)
