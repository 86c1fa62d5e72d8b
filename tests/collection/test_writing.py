from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from kg.collection.writing import Writer
from kg.errors import LockedError, RecordError, UnknownThingError
from kg.ledger import Kind, read
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
    """Return the published quads, the ontology left out, as N-Quads without the base."""
    return {
        str(quad).replace(BASE, "")
        for quad in published(directory)
        if not quad.graph_name.value.endswith("/ontology")
    }


def about(directory: Path, part: str) -> int:
    return sum(part in quad for quad in said(directory))


def test_a_new_record_is_in_the_ledger_and_seen_by_readers(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        outcome = writer.load(small("hill"))
    assert (outcome.record, outcome.version, outcome.state, outcome.revision) == (
        "hill",
        1,
        "added",
        1,
    )
    (event,) = read(tmp_path / "ledger")
    assert (event.entry.actor, event.entry.kind, event.at) == ("tester", Kind.ACCEPTED, NOON)
    assert (
        "<graph/record-hill-v1> <http://www.w3.org/ns/prov#generatedAtTime>"
        ' "2026-11-21T12:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
        " <graph/record-hill-v1>"
    ) in said(tmp_path)


def test_loading_the_same_record_again_changes_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
    with writing(tmp_path) as writer:
        outcome = writer.load(small("hill", known=writer.known))
    assert (outcome.version, outcome.state, outcome.revision, outcome.diff) == (
        1,
        "unchanged",
        1,
        (),
    )
    assert len(list(read(tmp_path / "ledger"))) == 1
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["1"]


def test_a_changed_record_takes_the_place_of_its_old_version(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        outcome = writer.load(
            small("hill", known=writer.known, passages=[{"function": "body", "quote": HILL}])
        )
    assert (outcome.version, outcome.state, outcome.revision) == (2, "changed", 2)
    assert outcome.diff == ("+ passage 0-37: body",)
    assert about(tmp_path, " <graph/record-hill-v1>") == 1
    assert (
        "<graph/record-hill-v2> <https://w3id.org/claim-provenance#supersedes>"
        " <graph/record-hill-v1> <graph/record-hill-v2>"
    ) in said(tmp_path)
    assert about(tmp_path, "passage/") > 0


def test_a_speaker_stays_while_another_record_credits_it(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known))
        writer.retract("hill", "the source was withdrawn")
    assert about(tmp_path, "claim-hill") == 0
    assert about(tmp_path, "paper-hill") == 0
    assert about(tmp_path, "record-hill") == 0
    name = '<speaker/mod> <http://www.w3.org/2000/01/rdf-schema#label> "The ministry"'
    assert f"{name} <graph/reference>" in said(tmp_path)


def test_retracting_removes_everything_only_that_record_declared(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        outcome = writer.retract("hill", "the source was withdrawn")
    assert (outcome.state, outcome.version, outcome.revision) == ("retracted", 1, 2)
    assert "- attribution a1: mod assert claim-hill: “The ministry said the hill was taken.”" in (
        outcome.diff
    )
    assert said(tmp_path) == set()
    *_, last = read(tmp_path / "ledger")
    assert last.entry.reason == "the source was withdrawn"


def test_no_byte_of_a_retracted_record_is_left_in_what_readers_open(tmp_path: Path) -> None:
    canary = "The ministry said xyzzycanary was taken."
    with writing(tmp_path) as writer:
        writer.load(small("hill", canary))
        writer.load(small("dam", DAM, writer.known))
    files = [path for path in (tmp_path / "generations" / "2").rglob("*") if path.is_file()]
    assert any(b"xyzzycanary" in path.read_bytes() for path in files)
    with writing(tmp_path) as writer:
        writer.retract("hill", "it must not be seen")
    files = [path for path in (tmp_path / "generations" / "3").rglob("*") if path.is_file()]
    assert not any(b"xyzzycanary" in path.read_bytes() for path in files)
    assert about(tmp_path, "dam was closed") > 0


def test_a_retracted_record_can_be_recorded_anew_under_the_next_version(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        writer.retract("hill", "a mistake")
        outcome = writer.load(small("hill"))
    assert (outcome.state, outcome.version) == ("added", 2)
    assert about(tmp_path, "supersedes") == 0


def test_only_what_is_there_can_be_retracted(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        with pytest.raises(UnknownThingError, match="no record `hill`"):
            writer.retract("hill", "why")
        writer.load(small("hill"))
        writer.retract("hill", "why")
        with pytest.raises(UnknownThingError, match=r"already retracted \(version 1\)"):
            writer.retract("hill", "why")


def test_a_draft_is_in_the_ledger_and_nowhere_else(tmp_path: Path) -> None:
    canary = "The ministry said xyzzycanary was taken."
    with writing(tmp_path) as writer:
        writer.load(small("dam", DAM))
        outcome = writer.load(small("hill", canary, writer.known, status="draft"))
    assert (outcome.state, outcome.version, outcome.revision) == ("drafted", 1, 2)
    *_, last = read(tmp_path / "ledger")
    assert last.entry.kind is Kind.DRAFTED
    for place in ("generations", "live"):
        for path in (tmp_path / place).rglob("*"):
            assert path.is_dir() or b"xyzzycanary" not in path.read_bytes()


def test_a_draft_publishes_nothing_new(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("dam", DAM))
    with writing(tmp_path) as writer:
        writer.load(small("hill", HILL, writer.known, status="draft"))
        again = writer.load(small("hill", HILL, writer.known, status="draft"))
    assert again.state == "unchanged"
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["1"]


def test_a_draft_defines_nothing_for_others(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill", status="draft"))
        assert writer.known.definition("speaker", "mod") is None
        writer.load(small("hill"))
        assert writer.known.definition("speaker", "mod") is not None


def test_a_text_is_read_by_one_record_only(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        with pytest.raises(RecordError, match="already read by record `hill`") as caught:
            writer.load(small("other"), dry_run=True)
        assert caught.value.hint is not None
        assert writer.revision == 1
        writer.retract("hill", "the other is better")
        assert writer.load(small("other")).state == "added"


def test_a_dry_run_tells_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        outcome = writer.load(small("hill"), dry_run=True)
        assert (outcome.state, outcome.version, outcome.revision) == ("added", 1, 0)
        assert "+ claim claim-hill: the hill was taken." in outcome.diff
    assert list(read(tmp_path / "ledger")) == []
    assert not list((tmp_path / "ledger").glob("blobs/*"))


def test_what_one_record_defines_another_may_use(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, speakers=[]))
        assert writer.known.snapshot_owner(small("hill").snapshot.sha256) == "hill"
        writer.retract("hill", "a mistake")
    assert about(tmp_path, '"The ministry" <graph/reference>') == 1


def test_what_others_added_to_a_speaker_makes_no_new_version(tmp_path: Path) -> None:
    named = [{"id": "mod", "kind": "organization", "name": "The ministry", "names": [
        {"text": "MoD", "lang": "en"}]}]  # fmt: skip
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known, speakers=named))
        again = writer.load(small("hill", known=writer.known))
        assert (again.state, again.version) == ("unchanged", 1)
        bare = writer.load(small("dam", DAM, writer.known))
        assert bare.diff == ("~ speaker mod: names: MoD en → nothing",)
    assert about(tmp_path, "MoD") == 0


def test_a_second_writer_is_refused_by_name(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(LockedError, match="process "), writing(tmp_path):
        pytest.fail("two writers at once")


def test_a_reader_keeps_its_generation_while_others_are_published(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
    old = published(tmp_path)
    before = len(old)
    for number in range(5):
        with writing(tmp_path) as writer:
            text = f"The ministry said {number} dams were closed."
            writer.load(small(f"dam-{number}", text, writer.known))
    assert len(old) == before
    assert len(published(tmp_path)) > before
    assert bool(old.query("ASK { GRAPH ?g { ?s ?p 'The ministry' } }"))


def test_old_generations_go_once_they_are_neither_new_nor_young(tmp_path: Path) -> None:
    minutes = count(step=2)

    def clock() -> datetime:
        return NOON + timedelta(minutes=next(minutes))

    for number in range(5):
        with Writer.open(tmp_path, base=BASE, actor="t", clock=clock) as writer:
            writer.load(
                small(f"dam-{number}", f"The ministry said {number} were closed.", writer.known)
            )
            writer.publish()
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["3", "4", "5"]


def test_what_is_published_is_exactly_the_live_graph_without_the_books(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.load(small("hill"))
    live = Store(str(tmp_path / "live" / "store"))
    assert set(live) == set(published(tmp_path))
    assert sorted(path.name for path in (tmp_path / "generations" / "1").iterdir()) == [
        "index.sqlite",
        "meta.json",
        "store",
    ]


def test_no_blank_node_is_stored_and_the_ontology_can_be_asked(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    store = published(tmp_path)
    assert b"_:" not in (store.dump(format=RdfFormat.N_QUADS) or b"_:")
    assert bool(
        store.query(
            "ASK { GRAPH <https://example.org/graph/ontology> {"
            " <https://w3id.org/claim-provenance#Claim> a ?class } }"
        )
    )
