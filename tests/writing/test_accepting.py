"""Drafts: who handed them in, what becomes of them, and when they cannot stand any more."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import ConflictError, NotAllowedError, UnknownThingError
from kg.keeping.outlook import Outlook
from kg.ledger import Blobs, Kind, read
from kg.writing.writer import Draft, Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@contextmanager
def writing(
    directory: Path, actor: str = "jane-doe", *, two_persons: bool = False
) -> Iterator[Writer]:
    with Writer.open(
        directory, base=BASE, actor=actor, clock=lambda: NOON, two_persons=two_persons
    ) as writer:
        yield writer


def handed_in(directory: Path, **fields: Any) -> str:
    """Hand a draft of `hill` in as jane-doe; return what names it."""
    with writing(directory) as writer:
        return writer.load(small("hill", known=writer.known, status="draft", **fields)).document


def document(directory: Path, digest: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Blobs(directory / "ledger" / "blobs").get(digest))
    return content


def test_a_draft_says_who_handed_it_in_and_when(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder) as writer:
        assert writer.drafts() == [Draft("hill", 1, digest, "jane-doe", NOON)]
    assert document(folder, digest)["status"] == "draft"


def test_drafts_are_known_again_from_the_ledger_alone(folder: Path) -> None:
    digest = handed_in(folder)
    outlook = Outlook.after(read(folder / "ledger"))
    assert outlook.drafts == {"hill": Draft("hill", 1, digest, "jane-doe", NOON)}


def test_an_accepted_draft_stands_as_an_accepted_record(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder, "john-roe") as writer:
        outcome = writer.accept("hill", digest)
        assert writer.drafts() == []
        assert writer.known.definition("claim", "claim-hill") is not None
        assert writer.load(small("hill", known=writer.known)).state == "unchanged"
    assert (outcome.state, outcome.version, outcome.revision) == ("added", 1, 2)
    assert "+ claim claim-hill: the hill was taken." in outcome.diff
    drafted, accepted = (event.entry for event in read(folder / "ledger"))
    assert (drafted.actor, drafted.kind, drafted.document) == ("jane-doe", Kind.DRAFTED, digest)
    assert (accepted.actor, accepted.kind) == ("john-roe", Kind.ACCEPTED)
    assert accepted.document == outcome.document
    stored = document(folder, outcome.document)
    assert stored == document(folder, digest) | {"status": "accepted"}


def test_an_accepted_draft_takes_the_place_of_the_version_before(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    digest = handed_in(folder, passages=[{"function": "body", "quote": HILL}])
    with writing(folder) as writer:
        outcome = writer.accept("hill", digest)
    assert (outcome.state, outcome.version) == ("changed", 2)
    assert outcome.diff == ("+ passage 0-37: body",)


def test_a_draft_that_says_nothing_new_waits_no_more_once_it_is_accepted(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    digest = handed_in(folder)
    with writing(folder) as writer:
        outcome = writer.accept("hill", digest)
        assert writer.drafts() == []
    assert (outcome.state, outcome.version, outcome.diff) == ("changed", 2, ())


def test_only_a_draft_that_waits_can_be_accepted(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder) as writer:
        with pytest.raises(UnknownThingError, match="No draft of a record `dam` waits"):
            writer.accept("dam", digest)
        writer.accept("hill", digest)
        with pytest.raises(UnknownThingError, match="No draft of a record `hill` waits"):
            writer.accept("hill", digest)


def test_only_the_draft_that_was_looked_at_is_accepted(folder: Path) -> None:
    seen = handed_in(folder)
    newer = handed_in(folder, passages=[{"function": "body", "quote": HILL}])
    with writing(folder) as writer:
        with pytest.raises(ConflictError, match=f"another one: {newer}"):
            writer.accept("hill", seen)
        assert writer.revision == 2
        assert writer.accept("hill", newer).version == 1


def test_a_claim_that_was_worded_otherwise_meanwhile_is_a_conflict(folder: Path) -> None:
    digest = handed_in(folder)
    taken = [{"id": "claim-hill", "text": "the hill was lost.", "language": "en"}]
    with writing(folder) as writer:
        attribution = {
            "id": "a1",
            "quote": DAM,
            "speaker": "mod",
            "basis": "named",
            "act": "assert",
            "quote_mode": "indirect",
            "claim": "claim-hill",
        }
        writer.load(small("dam", DAM, writer.known, claims=taken, attributions=[attribution]))
        with pytest.raises(
            ConflictError, match="claim `claim-hill` has another `text` in record dam by now"
        ) as caught:
            writer.accept("hill", digest)
        assert caught.value.hint is not None
        assert [draft.record for draft in writer.drafts()] == ["hill"]
        assert writer.revision == 2


def test_a_text_that_another_record_reads_by_now_is_a_conflict(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder) as writer:
        writer.load(small("other"))
        with pytest.raises(ConflictError, match="its text is read by record `other` by now"):
            writer.accept("hill", digest)
        writer.retract("other", "the draft is better")
        assert writer.accept("hill", digest).state == "added"


def judging(name: str, against: str) -> dict[str, Any]:
    return {
        "id": name,
        "relation": "contradicts",
        "judges": "attribution/a1",
        "against": f"attribution/{against}",
        "at": "2026-11-21",
    }


def test_a_judgement_on_what_was_retracted_meanwhile_is_a_conflict(folder: Path) -> None:
    with writing(folder) as writer:
        dam = small("dam", DAM, writer.known)
        writer.load(dam)
    there = f"{dam.snapshot.sha16}-0-{len(DAM)}-1"
    digest = handed_in(folder, judgements=[judging("j1", there)])
    with writing(folder) as writer:
        writer.retract("dam", "a mistake")
        with pytest.raises(ConflictError, match=f"attribution/{there}, which it judges, is not"):
            writer.accept("hill", digest)
        writer.load(small("dam", DAM))
        assert writer.accept("hill", digest).state == "added"


def test_a_judgement_whose_id_was_taken_meanwhile_is_a_conflict(folder: Path) -> None:
    with writing(folder) as writer:
        dam = small("dam", DAM, writer.known)
        writer.load(dam)
    digest = handed_in(folder, judgements=[judging("j1", f"{dam.snapshot.sha16}-0-{len(DAM)}-1")])
    text = "The ministry said the road was closed."
    with writing(folder) as writer:
        judged = [judging("j1", f"{dam.snapshot.sha16}-0-{len(DAM)}-1")]
        writer.load(small("road", text, writer.known, judgements=judged))
        with pytest.raises(ConflictError, match="judgement `j1` is in another record by now"):
            writer.accept("hill", digest)


def test_where_two_persons_are_needed_nobody_accepts_what_they_handed_in(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder, two_persons=True) as writer:
        with pytest.raises(NotAllowedError, match="jane-doe handed this draft in"):
            writer.accept("hill", digest)
        assert writer.revision == 1
    with writing(folder, "john-roe", two_persons=True) as writer:
        assert writer.accept("hill", digest).state == "added"


def test_where_two_persons_are_needed_nothing_is_accepted_without_a_draft(folder: Path) -> None:
    with writing(folder, two_persons=True) as writer:
        for dry_run in (True, False):
            with pytest.raises(NotAllowedError, match="Another person has to accept"):
                writer.load(small("hill"), dry_run=dry_run)
        assert writer.load(small("hill", status="draft")).state == "drafted"


def test_a_draft_that_is_handed_in_again_keeps_its_author(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder, "john-roe") as writer:
        assert writer.load(small("hill", status="draft")).state == "unchanged"
        assert writer.drafts() == [Draft("hill", 1, digest, "jane-doe", NOON)]


def test_an_erased_record_has_no_draft_any_more(folder: Path) -> None:
    digest = handed_in(folder)
    with writing(folder) as writer:
        writer.erase("hill", "a court asked for it")
        assert writer.drafts() == []
        with pytest.raises(UnknownThingError, match="No draft"):
            writer.accept("hill", digest)
    assert Outlook.after(read(folder / "ledger")).drafts == {}
