from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kg.errors import ErasedError, LedgerError
from kg.ledger import Blobs, Entry, Erasures, Kind, Ledger, digest_of, read

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def entry(kind: Kind, record: str, document: str, text: str) -> Entry:
    hashes = digest_of(document.encode()), digest_of(text.encode())
    return Entry("tester", kind, record, 1, *hashes, "asked to" if kind is Kind.ERASED else None)


def append(ledger: Path, *entries: Entry) -> None:
    with Ledger(ledger) as opened:
        opened.append(entries, at=NOON)


def gone(ledger: Path) -> set[str]:
    """Return which of a few letters are erased."""
    blobs = Erasures.after(read(ledger)).blobs
    return {letter for letter in "abcdtu" if digest_of(letter.encode()) in blobs}


def test_an_erasure_takes_every_version_and_draft_of_its_record(tmp_path: Path) -> None:
    append(
        tmp_path,
        entry(Kind.ACCEPTED, "hill", "a", "t"),
        entry(Kind.DRAFTED, "hill", "b", "u"),
        entry(Kind.ACCEPTED, "dam", "c", "d"),
    )
    assert gone(tmp_path) == set()
    append(tmp_path, entry(Kind.ERASED, "hill", "a", "t"))
    assert gone(tmp_path) == {"a", "b", "t", "u"}
    erasures = Erasures.after(read(tmp_path))
    assert {name: event.seq for name, event in erasures.records.items()} == {"hill": 4}
    assert erasures.last == erasures.records["hill"]
    assert erasures.brought("hill") == frozenset()
    assert erasures.brought("dam") == {digest_of(b"c"), digest_of(b"d")}


def test_what_another_record_needs_stays_until_that_is_erased_too(tmp_path: Path) -> None:
    append(
        tmp_path,
        entry(Kind.ACCEPTED, "hill", "a", "t"),
        entry(Kind.RETRACTED, "hill", "a", "t"),
        entry(Kind.ACCEPTED, "dam", "b", "t"),
        entry(Kind.ERASED, "dam", "b", "t"),
    )
    assert gone(tmp_path) == {"b"}
    assert Erasures.after(read(tmp_path)).needs[digest_of(b"t")] == {"hill"}
    append(tmp_path, entry(Kind.ERASED, "hill", "a", "t"))
    assert gone(tmp_path) == {"a", "b", "t"}
    assert Erasures.after(read(tmp_path)).blobs[digest_of(b"t")].seq == 5


def test_what_comes_back_in_an_event_of_its_own_is_erased_no_more(tmp_path: Path) -> None:
    append(
        tmp_path,
        entry(Kind.ACCEPTED, "hill", "a", "t"),
        entry(Kind.ERASED, "hill", "a", "t"),
        entry(Kind.ACCEPTED, "hill", "b", "t"),
    )
    assert gone(tmp_path) == {"a"}
    erasures = Erasures.after(read(tmp_path))
    assert erasures.records == {}
    assert erasures.last is not None
    append(tmp_path, entry(Kind.ERASED, "hill", "b", "t"))
    assert gone(tmp_path) == {"a", "b", "t"}


def test_a_missing_blob_is_erased_or_lost_as_the_ledger_says(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    for letter in (b"a", b"t"):
        blobs.put(letter)
    append(tmp_path, entry(Kind.ACCEPTED, "hill", "a", "t"))
    blobs.discard([digest_of(b"a"), digest_of(b"t")])
    with pytest.raises(LedgerError, match="A file of the ledger is missing"):
        blobs.get(digest_of(b"t"))
    append(tmp_path, entry(Kind.ERASED, "hill", "a", "t"))
    with pytest.raises(ErasedError) as caught:
        blobs.get(digest_of(b"t"))
    assert caught.value.detail == "This was erased with record `hill` (event 2, 2026-11-21)"
    assert caught.value.where == digest_of(b"t")


def test_a_damaged_ledger_excuses_no_missing_blob(tmp_path: Path) -> None:
    append(tmp_path, entry(Kind.ACCEPTED, "hill", "a", "t"), entry(Kind.ERASED, "hill", "a", "t"))
    segment = tmp_path / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"hill", b"dill"))
    for _ in range(2):
        with pytest.raises(LedgerError, match="A file of the ledger is missing"):
            Blobs(tmp_path / "blobs").get(digest_of(b"t"))


def test_discarding_leaves_what_was_not_named_and_nothing_half_written(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    kept, dropped = blobs.put(b"abc"), blobs.put(b"abd")
    unfinished = tmp_path / "blobs" / kept[:2] / f"{kept}.tmp"
    unfinished.write_bytes(b"ab")
    for _ in range(2):
        blobs.discard([dropped])
        assert list(blobs) == [kept]
        assert not unfinished.exists()
    assert kept in blobs
    assert dropped not in blobs
