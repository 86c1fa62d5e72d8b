"""A request that comes twice: it is carried out once, and answered twice."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kg.errors import ConflictError, StoreError
from kg.keeping.stepping import StepName, no_step
from kg.ledger import Request, digest_of, read
from kg.writing.writer import Writer
from small_records import DAM, HILL, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.keeping.stepping import Step

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
REQUEST = Request("a" * 64, "b" * 64)
OTHER = Request("c" * 64, "b" * 64)


@contextmanager
def writing(directory: Path, step: Step = no_step) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester", clock=lambda: NOON, step=step) as writer:
        yield writer


def events(directory: Path) -> int:
    return len(list(read(directory / "ledger")))


def test_a_record_sent_twice_is_taken_once_and_told_twice(folder: Path) -> None:
    with writing(folder) as writer:
        first = writer.load(small("hill"), request=REQUEST)
    with writing(folder) as writer:
        writer.load(small("dam", DAM, writer.known))
        again = writer.load(small("hill", known=writer.known), request=REQUEST)
    assert (first.state, first.revision, first.replayed) == ("added", 1, False)
    assert again == replace(first, replayed=True)
    assert events(folder) == 2


def test_a_request_is_answered_as_before_whatever_happened_since(folder: Path) -> None:
    changed = [{"function": "body", "quote": HILL}]
    with writing(folder) as writer:
        writer.load(small("hill"))
        first = writer.load(small("hill", known=writer.known, passages=changed), request=REQUEST)
        writer.retract("hill", "the source was withdrawn")
        again = writer.load(small("hill", known=writer.known, passages=changed), request=REQUEST)
    assert (first.state, first.version, first.diff) == ("changed", 2, ("+ passage 0-37: body",))
    assert again == replace(first, replayed=True)


def test_a_retraction_and_a_draft_sent_twice_are_done_once(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        gone = writer.retract("hill", "why", request=REQUEST)
        assert writer.retract("hill", "why", request=REQUEST) == replace(gone, replayed=True)
        draft = small("dam", DAM, status="draft")
        kept = writer.load(draft, request=OTHER)
        assert writer.load(draft, request=OTHER) == replace(kept, replayed=True)
    assert (gone.state, kept.state) == ("retracted", "drafted")
    assert events(folder) == 3


def test_an_acceptance_sent_twice_is_done_once(folder: Path) -> None:
    with writing(folder) as writer:
        draft = writer.load(small("hill", status="draft"))
        taken = writer.accept("hill", draft.document, request=REQUEST)
        again = writer.accept("hill", draft.document, request=REQUEST)
    assert taken.state == "added"
    assert again == replace(taken, replayed=True)
    assert events(folder) == 2


@pytest.mark.parametrize("later", ["load", "retract", "accept"])
def test_a_request_of_one_name_that_asks_for_two_things_is_a_conflict(
    folder: Path, later: str
) -> None:
    other = Request(REQUEST.id, "d" * 64)
    with writing(folder) as writer:
        writer.load(small("hill"), request=REQUEST)
        ask = {
            "load": lambda: writer.load(small("dam", DAM, writer.known), request=other),
            "retract": lambda: writer.retract("hill", "why", request=other),
            "accept": lambda: writer.accept("hill", "0" * 64, request=other),
        }
        with pytest.raises(ConflictError, match=r"sent before, with other content \(event 1\)"):
            ask[later]()
    assert events(folder) == 1


def test_the_same_wish_under_another_name_is_another_request(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"), request=REQUEST)
        again = writer.load(small("hill", known=writer.known), request=OTHER)
    assert (again.state, again.replayed) == ("unchanged", False)


def test_a_dry_run_is_no_request_that_is_remembered(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"), request=REQUEST, dry_run=True)
        assert writer.load(small("hill"), request=REQUEST).replayed is False
        told = writer.load(small("dam", DAM, writer.known), request=REQUEST, dry_run=True)
    assert (told.state, told.replayed) == ("added", False)


@pytest.mark.parametrize("lost", ["event-appended", "graph-changed", "index-changed"])
def test_a_request_is_known_that_was_on_disk_when_its_writer_died(
    folder: Path, lost: StepName
) -> None:
    def die(name: StepName) -> None:
        if name == lost:
            raise StoreError("gone")

    with writing(folder, die) as writer, pytest.raises(StoreError, match="gone"):
        writer.load(small("hill"), request=REQUEST)
    with writing(folder) as writer:
        again = writer.load(small("hill", known=writer.known), request=REQUEST)
    assert (again.replayed, again.state, again.revision) == (True, "added", 1)
    assert events(folder) == 1


def test_requests_are_known_again_from_the_ledger_alone(folder: Path) -> None:
    changed = [{"function": "body", "quote": HILL}]
    with writing(folder) as writer:
        first = writer.load(small("hill"), request=REQUEST)
        second = writer.load(small("hill", known=writer.known, passages=changed), request=OTHER)
        gone = writer.retract("hill", "why", request=Request("e" * 64, "f" * 64))
    shutil.rmtree(folder / "live")
    with writing(folder) as writer:
        answers = [
            writer.load(small("hill"), request=REQUEST),
            writer.load(small("hill"), request=OTHER),
            writer.retract("hill", "why", request=Request("e" * 64, "f" * 64)),
        ]
    assert answers == [replace(one, replayed=True) for one in (first, second, gone)]


def test_what_a_request_brought_that_was_erased_since_is_told_without_its_words(
    folder: Path,
) -> None:
    with writing(folder) as writer:
        first = writer.load(small("hill"), request=REQUEST)
        writer.erase("hill", "a court asked for it")
        again = writer.load(small("hill"), request=REQUEST)
    assert again == replace(first, diff=(), replayed=True)


def test_an_outcome_names_the_document_it_is_about(folder: Path) -> None:
    with writing(folder) as writer:
        planned = writer.load(small("hill"), dry_run=True)
        added = writer.load(small("hill"))
        unchanged = writer.load(small("hill", known=writer.known))
        retracted = writer.retract("hill", "why")
        (event, _) = read(folder / "ledger")
    documents = {one.document for one in (planned, added, unchanged, retracted)}
    assert documents == {event.entry.document}
    blob = folder / "ledger" / "blobs" / added.document[:2] / added.document
    assert digest_of(blob.read_bytes()) == added.document
