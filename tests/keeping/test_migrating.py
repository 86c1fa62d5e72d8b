"""Data directories of earlier formats, each made by the program that had it: `format-1.tar.xz` ...

Each holds two records of a sentence each, `hill` and `dam`; `hill` was retracted. Its signing key
was made for it and has signed nothing else.
"""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.auditing.proving import prove
from kg.auditing.verifying import verify
from kg.errors import LedgerError, NewerDataError
from kg.keeping import migrating
from kg.keeping.layout import FORMAT, Layout, read_format
from kg.keeping.migrating import STEPS
from kg.ledger import Request, read
from kg.preserving.backing_up import back_up
from kg.preserving.restoring import restore
from kg.search.schema import open_read_only
from kg.writing.writer import Writer
from small_records import DAM, small

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://example.org/"
EARLIER = (1, 2)


@pytest.fixture
def old(folder: Path) -> Path:
    """Return a data directory of format 1."""
    return unpacked(1, folder)


def unpacked(number: int, folder: Path) -> Path:
    """Return a data directory of a format."""
    name = f"format-{number}"
    with tarfile.open(Path(__file__).with_name(f"{name}.tar.xz")) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # since 3.11.4
        packed.extractall(folder)  # noqa: S202  (an archive of our own)
    return folder / name


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester") as writer:
        yield writer


def number(directory: Path) -> int:
    told: int = json.loads((directory / "format.json").read_bytes())["format"]
    return told


def content(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def generation(directory: Path) -> Path:
    return directory / "generations" / (directory / "current").read_text().strip()


def test_there_is_a_step_from_every_format_there_ever_was() -> None:
    assert list(STEPS) == list(range(1, FORMAT))


def test_a_reader_opens_an_earlier_graph_and_says_how_its_index_is_made_again(old: Path) -> None:
    before = content(old)
    assert read_format(Layout(old)).number == 1
    store = Store.read_only(str(generation(old) / "store"))
    assert bool(store.query("ASK { GRAPH ?g { ?s ?p 'The ministry' } }"))
    with pytest.raises(NewerDataError, match="kg rebuild"):
        open_read_only(generation(old) / "index.sqlite")
    del store
    assert content(old) == before


@pytest.mark.parametrize("earlier", EARLIER)
def test_the_first_writer_brings_it_to_the_present_format(
    earlier: int, folder: Path, counted: Callable[[str, int], None]
) -> None:
    old = unpacked(earlier, folder)
    assert number(old) == earlier
    lines = (old / "ledger" / "events-000001.jsonl").read_bytes()
    with writing(old) as writer:
        assert writer.revision == 3
        assert writer.load(small("dam", DAM, writer.known)).state == "unchanged"
        writer.publish()
    assert number(old) == FORMAT
    assert (old / "ledger" / "events-000001.jsonl").read_bytes() == lines
    assert verify(old, deep=True).findings == []
    counted("data formats migrated", 1)


def test_after_that_old_and_new_events_stand_in_one_chain(old: Path) -> None:
    request = Request("a" * 64, "b" * 64)
    with writing(old) as writer:
        writer.load(small("hill"), request=request)
        assert writer.load(small("hill"), request=request).replayed
        writer.publish()
    assert Counter(event.format for event in read(old / "ledger")) == {1: 3, 3: 1}
    assert verify(old).findings == []
    store = Store.read_only(str(generation(old) / "store"))
    assert bool(
        store.query(
            "PREFIX prov: <http://www.w3.org/ns/prov#> ASK {"
            " GRAPH ?dam { <https://example.org/graph/record-dam-v1> prov:wasGeneratedBy ?event }"
            " GRAPH ?changes { ?event prov:wasAssociatedWith <https://example.org/actor/tester> } }"
        )
    )
    bundle = prove(old, "record/dam")
    assert bundle.entries[0].event["v"] == 1


@pytest.mark.parametrize("crash", ["before the step", "within the step", "before the number"])
def test_a_migration_that_was_interrupted_anywhere_is_done_at_the_next_opening(
    old: Path, crash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:

        def die(*_: object, **__: object) -> None:
            if crash == "within the step":
                (old / "live" / "books.sqlite").unlink()
            raise KeyboardInterrupt

        name = {
            "before the step": "check_applied",
            "within the step": "shutil.rmtree",
            "before the number": "write_format",
        }[crash]
        broken.setattr(f"kg.keeping.migrating.{name}", die)
        with pytest.raises(KeyboardInterrupt), writing(old):
            pytest.fail("it was not interrupted")
    assert number(old) == 1
    with writing(old) as writer:
        writer.publish()
    assert number(old) == FORMAT
    assert verify(old).findings == []


def test_a_ledger_that_lost_its_end_is_not_migrated(old: Path) -> None:
    segment = old / "ledger" / "events-000001.jsonl"
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[:2]))
    with (
        pytest.raises(LedgerError, match="Event 3 of the ledger is not the event 3"),
        writing(old),
    ):
        pytest.fail("a shortened ledger was taken")
    assert number(old) == 1
    assert (old / "live" / "books.sqlite").exists()


def test_a_backup_of_an_earlier_format_is_restored_to_the_present_one(
    old: Path, folder: Path
) -> None:
    back_up(old, folder / "backup")
    restore(folder / "backup", folder / "restored")
    assert verify(folder / "restored").findings == []
    assert number(folder / "restored") == FORMAT


def test_each_step_is_followed_by_its_number_on_disk(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[int]()
    monkeypatch.setattr("kg.keeping.layout.FORMAT", 3)
    monkeypatch.setattr(migrating, "FORMAT", 3)
    monkeypatch.setattr(
        migrating,
        "STEPS",
        {
            1: lambda layout: seen.append(number(layout.root)),
            2: lambda layout: seen.append(number(layout.root)),
        },
    )
    migrating.settle(Layout(old), BASE)
    assert seen == [1, 2]
    assert number(old) == 3
