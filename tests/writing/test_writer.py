from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from kg.errors import BadParameterError, LockedError, RecordError, UnknownThingError
from kg.ledger import Kind, read
from kg.writing.writer import Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester", clock=lambda: NOON, wait=0) as writer:
        yield writer
        writer.publish()


def published(directory: Path) -> Store:
    generation = directory / "generations" / (directory / "current").read_text().strip()
    return Store.read_only(str(generation / "store"))


def said(directory: Path) -> set[str]:
    """Return what published records state, as N-Quads without the base."""
    return {
        str(quad).replace(BASE, "")
        for quad in published(directory)
        if not quad.graph_name.value.endswith(("/ontology", "/changes"))
    }


def about(directory: Path, part: str) -> int:
    return sum(part in quad for quad in said(directory))


def test_a_new_record_is_in_the_ledger_and_seen_by_readers(folder: Path) -> None:
    with writing(folder) as writer:
        outcome = writer.load(small("hill"))
    assert (outcome.record, outcome.version, outcome.state, outcome.revision) == (
        "hill",
        1,
        "added",
        1,
    )
    (event,) = read(folder / "ledger")
    assert (event.entry.actor, event.entry.kind, event.at) == ("tester", Kind.ACCEPTED, NOON)
    assert (
        "<graph/record-hill-v1> <http://www.w3.org/ns/prov#generatedAtTime>"
        ' "2026-11-21T12:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
        " <graph/record-hill-v1>"
    ) in said(folder)


def test_loading_the_same_record_again_changes_nothing(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    with writing(folder) as writer:
        outcome = writer.load(small("hill", known=writer.known))
    assert (outcome.version, outcome.state, outcome.revision, outcome.diff) == (
        1,
        "unchanged",
        1,
        (),
    )
    assert len(list(read(folder / "ledger"))) == 1
    assert [path.name for path in (folder / "generations").iterdir()] == ["1"]


def test_a_changed_record_takes_the_place_of_its_old_version(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        outcome = writer.load(
            small("hill", known=writer.known, passages=[{"function": "body", "quote": HILL}])
        )
    assert (outcome.version, outcome.state, outcome.revision) == (2, "changed", 2)
    assert outcome.diff == ("+ passage 0-37: body",)
    assert about(folder, " <graph/record-hill-v1>") == 1
    assert (
        "<graph/record-hill-v2> <https://w3id.org/claim-provenance#supersedes>"
        " <graph/record-hill-v1> <graph/record-hill-v2>"
    ) in said(folder)
    assert about(folder, "passage/") > 0


def test_a_speaker_stays_while_another_record_credits_it(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known))
        writer.retract("hill", "the source was withdrawn")
    assert about(folder, "claim-hill") == 0
    assert about(folder, "paper-hill") == 0
    assert about(folder, "record-hill") == 0
    name = '<speaker/mod> <http://www.w3.org/2000/01/rdf-schema#label> "The ministry"'
    assert f"{name} <graph/reference>" in said(folder)


def test_retracting_removes_everything_only_that_record_declared(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        outcome = writer.retract("hill", "the source was withdrawn")
    assert (outcome.state, outcome.version, outcome.revision) == ("retracted", 1, 2)
    assert "- attribution a1: mod assert claim-hill: “The ministry said the hill was taken.”" in (
        outcome.diff
    )
    assert said(folder) == set()
    *_, last = read(folder / "ledger")
    assert last.entry.reason == "the source was withdrawn"


def test_no_byte_of_a_retracted_record_is_left_in_what_readers_open(folder: Path) -> None:
    canary = "The ministry said xyzzycanary was taken."
    with writing(folder) as writer:
        writer.load(small("hill", canary))
        writer.load(small("dam", DAM, writer.known))
    files = [path for path in (folder / "generations" / "2").rglob("*") if path.is_file()]
    assert any(b"xyzzycanary" in path.read_bytes() for path in files)
    with writing(folder) as writer:
        writer.retract("hill", "it must not be seen")
    files = [path for path in (folder / "generations" / "3").rglob("*") if path.is_file()]
    assert not any(b"xyzzycanary" in path.read_bytes() for path in files)
    assert about(folder, "dam was closed") > 0


def test_a_retracted_record_can_be_recorded_anew_under_the_next_version(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        writer.retract("hill", "a mistake")
        outcome = writer.load(small("hill"))
    assert (outcome.state, outcome.version) == ("added", 2)
    assert about(folder, "supersedes") == 0


def test_only_what_is_there_can_be_retracted(folder: Path) -> None:
    with writing(folder) as writer:
        with pytest.raises(UnknownThingError, match="no record `hill`"):
            writer.retract("hill", "why")
        writer.load(small("hill"))
        writer.retract("hill", "why")
        with pytest.raises(UnknownThingError, match=r"already retracted \(version 1\)"):
            writer.retract("hill", "why")


def test_a_draft_is_in_the_ledger_and_nowhere_else(folder: Path) -> None:
    canary = "The ministry said xyzzycanary was taken."
    with writing(folder) as writer:
        writer.load(small("dam", DAM))
        outcome = writer.load(small("hill", canary, writer.known, status="draft"))
    assert (outcome.state, outcome.version, outcome.revision) == ("drafted", 1, 2)
    *_, last = read(folder / "ledger")
    assert last.entry.kind is Kind.DRAFTED
    for place in ("generations", "live"):
        for path in (folder / place).rglob("*"):
            assert path.is_dir() or b"xyzzycanary" not in path.read_bytes()


def test_a_draft_publishes_nothing_new(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("dam", DAM))
    with writing(folder) as writer:
        writer.load(small("hill", HILL, writer.known, status="draft"))
        again = writer.load(small("hill", HILL, writer.known, status="draft"))
    assert again.state == "unchanged"
    assert [path.name for path in (folder / "generations").iterdir()] == ["1"]


def test_a_draft_defines_nothing_for_others(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill", status="draft"))
        assert writer.known.definition("speaker", "mod") is None
        writer.load(small("hill"))
        assert writer.known.definition("speaker", "mod") is not None


def test_a_text_is_read_by_one_record_only(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        with pytest.raises(RecordError, match="already read by record `hill`") as caught:
            writer.load(small("other"), dry_run=True)
        assert caught.value.hint is not None
        assert writer.revision == 1
        writer.retract("hill", "the other is better")
        assert writer.load(small("other")).state == "added"


def test_a_dry_run_tells_what_would_change_and_changes_nothing(folder: Path) -> None:
    with writing(folder) as writer:
        outcome = writer.load(small("hill"), dry_run=True)
        assert (outcome.state, outcome.version, outcome.revision) == ("added", 1, 0)
        assert "+ claim claim-hill: the hill was taken." in outcome.diff
    assert list(read(folder / "ledger")) == []
    assert not list((folder / "ledger").glob("blobs/*"))


def test_what_one_record_defines_another_may_use(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, speakers=[]))
        assert writer.known.snapshot_owner(small("hill").snapshot.sha256) == "hill"
        writer.retract("hill", "a mistake")
    assert about(folder, '"The ministry" <graph/reference>') == 1


def test_what_others_added_to_a_speaker_makes_no_new_version(folder: Path) -> None:
    named = [{"id": "mod", "kind": "organization", "name": "The ministry", "names": [
        {"text": "MoD", "lang": "en"}]}]  # fmt: skip
    with writing(folder) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, speakers=named))
        again = writer.load(small("hill", known=writer.known))
        assert (again.state, again.version) == ("unchanged", 1)
        bare = writer.load(small("dam", DAM, writer.known))
        assert bare.diff == ("~ speaker mod: names: MoD en → nothing",)
    assert about(folder, "MoD") == 0


@pytest.mark.parametrize("actor", ["", " ", "jane\udcff"])
def test_an_event_is_only_written_by_somebody_with_a_name(folder: Path, actor: str) -> None:
    with Writer.open(folder, base=BASE, actor=actor) as writer:
        with pytest.raises(BadParameterError) as caught:
            writer.load(small("hill"))
        assert caught.value.where == "actor"
    assert list(read(folder / "ledger")) == []


def test_a_reason_that_is_no_text_is_refused(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        with pytest.raises(BadParameterError, match="no Unicode text") as caught:
            writer.retract("hill", "mis\udcffread")
        assert caught.value.where == "reason"
        assert writer.retract("hill", "misread").revision == 2


def test_a_second_writer_is_refused_by_name(folder: Path) -> None:
    with writing(folder), pytest.raises(LockedError, match="process "), writing(folder):
        pytest.fail("two writers at once")


def test_a_reader_keeps_its_generation_while_others_are_published(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    old = published(folder)
    before = len(old)
    for number in range(5):
        with writing(folder) as writer:
            text = f"The ministry said {number} dams were closed."
            writer.load(small(f"dam-{number}", text, writer.known))
    assert len(old) == before
    assert len(published(folder)) > before
    assert bool(old.query("ASK { GRAPH ?g { ?s ?p 'The ministry' } }"))


def test_old_generations_go_once_they_are_neither_new_nor_young(folder: Path) -> None:
    minutes = count(step=2)

    def clock() -> datetime:
        return NOON + timedelta(minutes=next(minutes))

    for number in range(5):
        with Writer.open(folder, base=BASE, actor="t", clock=clock) as writer:
            writer.load(
                small(f"dam-{number}", f"The ministry said {number} were closed.", writer.known)
            )
            writer.publish()
    assert sorted(path.name for path in (folder / "generations").iterdir()) == ["3", "4", "5"]


def test_what_is_published_is_exactly_the_live_graph_without_the_books(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    live = Store(str(folder / "live" / "store"))
    assert set(live) == set(published(folder))
    assert sorted(path.name for path in (folder / "generations" / "1").iterdir()) == [
        "index.sqlite",
        "meta.json",
        "store",
    ]


def test_no_blank_node_is_stored_and_the_ontology_can_be_asked(folder: Path) -> None:
    with writing(folder):
        pass
    store = published(folder)
    assert b"_:" not in (store.dump(format=RdfFormat.N_QUADS) or b"_:")
    assert bool(
        store.query(
            "ASK { GRAPH <https://example.org/graph/ontology> {"
            " <https://w3id.org/claim-provenance#Claim> a ?class } }"
        )
    )
