"""Judgements given and withdrawn by themselves: in the ledger, in the graph, and out of it."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

from erasing import everything
from judging import BOT, JANE, copy, opinion
from kg.auditing.verifying import verify
from kg.errors import (
    BadParameterError,
    ConflictError,
    ErasedError,
    NotAllowedError,
    RecordError,
    UnknownThingError,
)
from kg.judgements import Judgement, encoded
from kg.ledger import Request, digest_of, read
from kg.preserving.rebuilding import rebuild
from kg.search.judgements import Judgements
from kg.search.schema import open_read_only
from kg.writing.writer import Writer
from small_records import DAM, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
REQUEST = Request("a" * 64, "b" * 64)
SHOWN = """
PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?reason ?name ?actor ?at {
  GRAPH <https://example.org/graph/judgements> {
    ?judgement a cp:Judgement ; rdfs:comment ?reason ; prov:wasAttributedTo ?by ;
      prov:wasGeneratedBy ?event .
  }
  GRAPH <https://example.org/graph/changes> {
    ?event prov:wasAssociatedWith ?who ; prov:endedAtTime ?at . ?who rdfs:label ?actor .
  }
  GRAPH <https://example.org/graph/reference> { ?by rdfs:label ?name }
}
"""


@contextmanager
def writing(directory: Path, actor: str = "tester", at: datetime = NOON) -> Iterator[Writer]:
    """Write, and publish at the end."""
    with Writer.open(directory, base=BASE, actor=actor, clock=lambda: at) as writer:
        yield writer
        writer.publish()


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection of the records `hill` and `dam`."""
    with writing(folder / "data") as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known))
    return folder / "data"


def shown(directory: Path) -> set[tuple[str, ...]]:
    """Return reason, annotator, actor and time of the event of all judgements readers see."""
    newest = directory / "generations" / (directory / "current").read_text().strip()
    rows: Any = Store.read_only(str(newest / "store")).query(SHOWN)
    return {tuple(value.value for value in row) for row in rows}


def reasons(directory: Path) -> set[str]:
    return {row[0] for row in shown(directory)}


def test_a_judgement_is_an_event_and_who_writes_it_is_not_who_judges(data: Path) -> None:
    with writing(data, actor="desk") as writer:
        outcome = writer.judge(opinion())
    assert (outcome.version, outcome.state, outcome.revision) == (1, "added", 3)
    event = list(read(data / "ledger"))[2]
    assert event.entry.kind == "judgement.given"
    assert event.entry.record == f"judgement/{outcome.judgement}"
    assert event.entry.blobs == (outcome.document,)
    assert shown(data) == {
        ("only one of the two can be", "Jane Doe", "desk", "2026-11-21T12:00:00Z")
    }
    assert verify(data, deep=True).findings == []


def test_the_very_same_again_changes_nothing_and_another_reason_is_a_new_version(
    data: Path,
) -> None:
    with writing(data) as writer:
        first = writer.judge(opinion())
    with writing(data, at=NOON + timedelta(days=1)) as writer:
        assert writer.judge(opinion()) == replace(first, state="unchanged")
        turned = opinion(judges="claim/claim-dam", against="claim/claim-hill")
        assert writer.judge(turned).state == "unchanged"
        second = writer.judge(opinion(reason="one says open, one says shut", confidence=0.5))
        third = writer.judge(opinion(reason="one says open, one says shut", confidence=0.5,
                                     at="2026-11-20"))  # fmt: skip
    assert (second.version, second.state) == (2, "changed")
    assert second.diff == (
        "~ judgement: reason: only one of the two can be → one says open, one says shut",
        "~ judgement: at: 2026-11-21T12:00:00Z → 2026-11-22T12:00:00Z",
        "~ judgement: confidence: nothing → 0.5",
    )
    assert (third.version, third.state) == (3, "changed")
    assert reasons(data) == {"one says open, one says shut"}
    assert verify(data, deep=True).findings == []


def test_a_dry_run_tells_what_would_happen_and_does_nothing(data: Path) -> None:
    with writing(data) as writer:
        outcome = writer.judge(opinion(), dry_run=True)
    assert (outcome.state, outcome.version, outcome.revision) == ("added", 1, 2)
    assert len(list(read(data / "ledger"))) == 2
    assert shown(data) == set()


def test_what_is_withdrawn_is_in_the_ledger_and_in_nothing_readers_have(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion(reason="zqxvkplw"))
    with writing(data, actor="desk") as writer:
        outcome = writer.withdraw(given.judgement, "read wrongly")
    assert outcome == replace(given, state="withdrawn", revision=4)
    event = list(read(data / "ledger"))[3]
    assert (event.entry.kind, event.entry.reason) == ("judgement.withdrawn", "read wrongly")
    assert shown(data) == set()
    newest = data / "generations" / (data / "current").read_text().strip()
    assert b"vkplw" not in everything(newest)
    with writing(data) as writer:
        with pytest.raises(UnknownThingError, match="already withdrawn, by desk on 2026-11-21"):
            writer.withdraw(given.judgement, "once more")
        with pytest.raises(UnknownThingError, match="There is no judgement `j-0`"):
            writer.withdraw("j-0", "never was")
        with pytest.raises(BadParameterError, match="needs a reason"):
            writer.withdraw(given.judgement, " ")
    assert verify(data, deep=True).findings == []


def test_a_person_may_give_again_what_was_withdrawn_and_a_program_may_not(data: Path) -> None:
    with writing(data) as writer:
        mine, its = writer.judge(opinion()), writer.judge(copy())
        for each in (mine, its):
            writer.withdraw(each.judgement, "read wrongly")
        again = writer.judge(opinion())
        assert (again.state, again.version) == ("added", 2)
        wanted = f"tester withdrew judgement `{its.judgement}` of kg copies on 2026-11-21: read wro"
        with pytest.raises(ConflictError, match=wanted):
            writer.judge(copy(reason="all sentences are the same", confidence=1))
        assert writer.judge(copy(by=JANE)).state == "added"
    assert {row[1] for row in shown(data)} == {"Jane Doe"}


@pytest.mark.parametrize(
    ("wrong", "where", "detail", "hint"),
    [
        ({"judges": "claim/claim-hil"}, "judges", "no claim `claim-hil` here", "claim-hill"),
        ({"against": "claim/claim-road"}, "against", "no claim `claim-road` here", None),
        ({"by": "jan"}, "by", "no annotator `jan` here", "say its name and kind, too"),
        ({"by": JANE | {"id": "tester"}}, "by", "annotator `tester` is A tester, a person", None),
        ({"at": "2026-11-22"}, "at", "2026-11-22T00:00:00Z is in the future", None),
        ({"by": BOT}, "judgement", "a program has to say how sure it is", None),
    ],
)
def test_what_is_not_here_is_refused_at_the_door(
    data: Path, wrong: dict[str, Any], where: str, detail: str, hint: str | None
) -> None:
    with writing(data) as writer:
        with pytest.raises(BadParameterError, match=detail) as caught:
            writer.judge(opinion(**wrong))
        assert caught.value.where == where
        assert hint is None or hint in (caught.value.hint or "")
    assert len(list(read(data / "ledger"))) == 2


def test_a_draft_holds_nothing_that_could_be_judged(data: Path) -> None:
    with writing(data) as writer:
        writer.load(small("road", "The ministry said a road.", writer.known, status="draft"))
        with pytest.raises(BadParameterError, match="no claim `claim-road` here"):
            writer.judge(opinion(against="claim/claim-road"))


def test_an_annotator_known_by_now_is_named_by_the_id_alone(data: Path) -> None:
    with writing(data) as writer:
        writer.judge(opinion(by="tester"))
        writer.judge(opinion())
        writer.judge(copy(by="jane"))
    assert {row[1] for row in shown(data)} == {"A tester", "Jane Doe"}


def test_an_annotator_of_a_judgement_is_the_same_in_every_record(data: Path) -> None:
    with writing(data) as writer:
        writer.judge(opinion())
        other = {"id": "jane", "name": "Jane Roe", "kind": "person"}
        with pytest.raises(RecordError, match="annotator `jane`"):
            small("road", "The ministry said a road.", writer.known, annotator=other)


def test_a_name_that_looks_like_another_is_told(data: Path) -> None:
    with writing(data) as writer:
        writer.judge(opinion())
        told = writer.judge(opinion(by={"id": "j", "name": "Jane D\u043ee", "kind": "person"}))
    assert any("looks like annotator/jane “Jane Doe”" in line for line in told.warnings)


def test_a_judgement_sleeps_while_what_it_is_about_is_not_held(data: Path) -> None:
    def claims(id_: str) -> dict[str, Any]:
        said = small("dam", DAM).canonical()["attributions"][0]
        return {
            "claims": [{"id": id_, "text": "dam was closed.", "language": "en"}],
            "attributions": [
                {"id": "a1", "quote": DAM, "mention": "The ministry", "claim": id_}
                | {key: said[key] for key in ("speaker", "basis", "act", "cue", "quote_mode")}
            ],
        }

    def load(**more: Any) -> set[str]:
        with writing(data) as writer:
            writer.load(small("dam", DAM, writer.known, **more))
        return reasons(data)

    with writing(data) as writer:
        writer.judge(opinion())
    awake = {"only one of the two can be"}
    assert load(**claims("claim-other")) == set()
    assert verify(data, deep=True).findings == []
    assert load() == awake
    with writing(data) as writer:
        writer.retract("dam", "read wrongly")
    assert shown(data) == set()
    rebuild(data)
    assert shown(data) == set()
    assert load() == awake
    rebuild(data)
    assert reasons(data) == awake
    assert verify(data, deep=True).findings == []


def test_the_index_tells_of_a_judgement_only_while_it_is_shown(data: Path) -> None:
    def related() -> list[str]:
        newest = data / "generations" / (data / "current").read_text().strip()
        with closing(open_read_only(newest / "index.sqlite")) as connection:
            things = [f"{BASE}claim/claim-hill"]
            found = Judgements(connection).about(things, ["contradicts"])
        return [each["against"] for each in found]

    with writing(data) as writer:
        given = writer.judge(opinion())
    assert related() == [f"{BASE}claim/claim-dam"]
    with writing(data) as writer:
        writer.retract("dam", "read wrongly")
    assert related() == []
    with writing(data) as writer:
        writer.load(small("dam", DAM, writer.known))
    assert related() == [f"{BASE}claim/claim-dam"]
    with writing(data) as writer:
        writer.withdraw(given.judgement, "no longer")
    assert related() == []


def test_a_sleeping_judgement_can_be_withdrawn_and_does_not_wake_again(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion())
        writer.retract("dam", "read wrongly")
        writer.withdraw(given.judgement, "no longer")
        writer.load(small("dam", DAM, writer.known))
    assert shown(data) == set()
    assert verify(data, deep=True).findings == []


def test_what_somebody_else_gave_is_only_touched_where_that_is_allowed(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion())
    with writing(data, actor="mallory") as writer:
        with pytest.raises(NotAllowedError, match="tester gave this judgement, not mallory"):
            writer.withdraw(given.judgement, "I do not like it", others=False)
        with pytest.raises(NotAllowedError, match="tester gave this judgement, not mallory"):
            writer.judge(opinion(reason="quite another"), others=False)
        assert writer.judge(opinion(by=BOT, confidence=1), others=False).state == "added"
    with writing(data) as writer:
        assert writer.withdraw(given.judgement, "mine", others=False).state == "withdrawn"


def test_a_judgement_of_a_record_is_withdrawn_by_a_new_version_of_it(data: Path) -> None:
    own = {
        "id": "so-i-judge",
        "relation": "contradicts",
        "judges": "claim/claim-hill",
        "against": "claim/claim-dam",
        "at": "2026-11-21",
        "reason": "both",
    }
    with writing(data) as writer:
        writer.load(small("dam", DAM, writer.known, judgements=[own]))
        with pytest.raises(ConflictError, match="`so-i-judge` stands in record `dam`") as caught:
            writer.withdraw("so-i-judge", "no longer")
        assert caught.value.hint == "load a new version of record dam without it"


def test_the_id_of_a_judgement_is_nobody_elses(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion(), dry_run=True)
        own = {
            "id": given.judgement,
            "relation": "sameClaim",
            "judges": "claim/claim-hill",
            "against": "claim/claim-dam",
            "at": "2026-11-21",
        }
        writer.load(small("dam", DAM, writer.known, judgements=[own]))
        with pytest.raises(ConflictError, match="stands in record `dam`"):
            writer.judge(opinion())
        writer.load(small("dam", DAM, writer.known))
        writer.judge(opinion())
        with pytest.raises(RecordError, match=f"judgement `{given.judgement}` is already in"):
            small("dam", DAM, writer.known, judgements=[own])


def test_a_request_that_comes_twice_is_carried_out_once_and_told_twice(data: Path) -> None:
    with writing(data) as writer:
        writer.judge(opinion(reason="at first"))
        changed = writer.judge(opinion(), request=REQUEST)
        writer.withdraw(changed.judgement, "no longer")
    with writing(data) as writer:
        assert writer.judge(opinion(), request=REQUEST) == replace(changed, replayed=True)
        with pytest.raises(ConflictError, match="sent before, with other content"):
            writer.withdraw(changed.judgement, "no", request=replace(REQUEST, body="c" * 64))
    assert len(list(read(data / "ledger"))) == 5
    assert shown(data) == set()


def test_a_view_of_the_past_has_the_judgements_that_stood_then(data: Path, folder: Path) -> None:
    day = timedelta(days=1)
    with writing(data, at=NOON + day) as writer:
        given = writer.judge(opinion(reason="at first"))
    with writing(data, at=NOON + 2 * day) as writer:
        writer.judge(opinion(reason="later"))
    with writing(data, at=NOON + 3 * day) as writer:
        writer.withdraw(given.judgement, "no longer")
    for days, seen in enumerate((set(), {"at first"}, {"later"}, set())):
        view = folder / f"view-{days}"
        rebuild(data, to=view, as_of=NOON + days * day)
        assert reasons(view) == seen, days


def test_an_erased_judgement_is_gone_from_every_file_but_the_events(
    data: Path, folder: Path
) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion(reason="zqxvkplw"))
    with writing(data, at=NOON + timedelta(days=1)) as writer:
        done = writer.erase(f"judgement/{given.judgement}", "a person asked for it")
    assert (done.deleted, done.kept, done.related) == (1, {}, ())
    assert b"vkplw" not in everything(data)
    assert verify(data, deep=True).findings == []
    with writing(data) as writer:
        with pytest.raises(ErasedError, match=f"judgement `{given.judgement}` \\(event 4, 2026"):
            writer.withdraw(given.judgement, "no longer")
        with pytest.raises(ErasedError, match=f"judgement `{given.judgement}` \\(event 4, 2026"):
            writer.erase(f"judgement/{given.judgement}", "once more")
        with pytest.raises(UnknownThingError, match="no judgement given by itself `so-i-judge`"):
            writer.erase("judgement/so-i-judge", "never was")
    view = rebuild(data, to=folder / "view", as_of=NOON)
    assert view.facts.erased == 1
    assert shown(folder / "view") == set()


def test_whoever_erases_a_record_is_told_of_the_judgements_about_it(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion())
        done = writer.erase("dam", "a court asked for it")
    assert done.related == ("hill", f"judgement/{given.judgement}")
    assert shown(data) == set()


def test_a_stored_judgement_under_another_id_is_found(data: Path) -> None:
    with writing(data) as writer:
        given = writer.judge(opinion())
    segment = data / "ledger" / "events-000001.jsonl"
    other = Judgement.model_validate(
        {**opinion(by=JANE | {"id": "joan"}).model_dump(), "at": "2026-11-21T12:00:00Z"}
    )
    blob = encoded(other)
    place = data / "ledger" / "blobs" / digest_of(blob)[:2]
    place.mkdir(exist_ok=True)
    (place / digest_of(blob)).write_bytes(blob)
    lines = segment.read_bytes()
    segment.write_bytes(lines.replace(given.document.encode(), digest_of(blob).encode()))
    found = [finding.detail for finding in verify(data).findings]
    assert f"It holds judgement {other.id}, not {given.judgement}" in found
