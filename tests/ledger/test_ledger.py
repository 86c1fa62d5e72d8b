from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kg.errors import DiskFullError, LedgerError, StoreError
from kg.ledger import GENESIS, Entry, Event, Kind, Ledger, read, torn_end

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ENTRY = Entry("tester", Kind.ACCEPTED, "r", 1, "d" * 64, "s" * 64)


def write(directory: Path, count: int, *, segment_bytes: int = 2**20) -> list[Event]:
    """Append records r1, r2 … one second apart, each on its own."""
    with Ledger(directory, segment_bytes=segment_bytes) as ledger:
        return [
            event
            for number in range(ledger.seq + 1, ledger.seq + 1 + count)
            for event in ledger.append(
                [replace(ENTRY, record=f"r{number}")], at=AT + timedelta(seconds=number)
            )
        ]


def segment(directory: Path, number: int = 1) -> Path:
    return directory / f"events-{number:06d}.jsonl"


def test_events_are_numbered_from_one_and_each_holds_the_hash_of_the_one_before(
    tmp_path: Path,
) -> None:
    first, second = write(tmp_path, 2)
    assert (first.seq, first.prev) == (1, GENESIS)
    assert (second.seq, second.prev) == (2, first.digest)
    assert list(read(tmp_path)) == [first, second]


def test_a_ledger_opened_again_goes_on_where_it_ended(tmp_path: Path) -> None:
    (first,) = write(tmp_path, 1)
    (second,) = write(tmp_path, 1)
    assert (second.seq, second.prev) == (2, first.digest)


def test_several_events_are_recorded_together(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        events = ledger.append([ENTRY, replace(ENTRY, record="r2")], at=AT)
        assert ledger.append([], at=AT) == []
        assert ledger.head == events[-1]
    assert [event.entry.record for event in read(tmp_path)] == ["r", "r2"]


def test_an_empty_ledger_has_no_events(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        assert (ledger.seq, ledger.head, ledger.torn) == (0, None, None)
    assert list(read(tmp_path)) == []
    assert list(read(tmp_path / "nowhere")) == []


def test_a_clock_set_back_does_not_make_time_run_backwards(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.append([ENTRY], at=AT)
        (event,) = ledger.append([ENTRY], at=AT - timedelta(days=1))
    assert event.at == AT


def test_a_full_segment_is_followed_by_the_next_and_the_chain_runs_on(tmp_path: Path) -> None:
    written = write(tmp_path, 5, segment_bytes=700)
    assert [path.name for path in sorted(tmp_path.glob("*.jsonl"))] == [
        "events-000001.jsonl",
        "events-000002.jsonl",
        "events-000003.jsonl",
    ]
    assert list(read(tmp_path)) == written
    assert write(tmp_path, 1, segment_bytes=700)[0].prev == written[-1].digest


@pytest.mark.parametrize("after", range(6))
def test_reading_after_a_number_gives_exactly_the_later_events(tmp_path: Path, after: int) -> None:
    written = write(tmp_path, 5, segment_bytes=700)
    assert list(read(tmp_path, after=after)) == written[after:]


def test_reading_on_copes_with_a_segment_that_is_still_empty(tmp_path: Path) -> None:
    written = write(tmp_path, 2)
    segment(tmp_path, 2).touch()
    assert list(read(tmp_path, after=1)) == written[1:]
    assert write(tmp_path, 1)[0].seq == 3


@pytest.mark.parametrize("rest", [b'{"actor":"tes', b"\0\0\0\0\n", b"\xff\n"])
def test_an_unfinished_last_line_is_set_aside_and_reported(tmp_path: Path, rest: bytes) -> None:
    written = write(tmp_path, 2)
    whole = segment(tmp_path).read_bytes()
    segment(tmp_path).write_bytes(whole + rest)
    assert list(read(tmp_path)) == written
    with Ledger(tmp_path) as ledger:
        torn = ledger.torn
        assert ledger.seq == 2
    assert torn is not None
    assert (torn.segment.name, torn.number, torn.content) == ("events-000001.jsonl", 3, rest)
    assert segment(tmp_path).read_bytes() == whole
    assert [path.read_bytes() for path in (tmp_path / "torn").iterdir()] == [rest]
    assert torn_end(segment(tmp_path)) is None


def test_a_ledger_of_nothing_but_a_torn_line_begins_anew(tmp_path: Path) -> None:
    segment(tmp_path).write_bytes(b'{"a')
    assert write(tmp_path, 1)[0].prev == GENESIS


@pytest.mark.parametrize("damage", [b"\0", b""])
def test_a_damaged_last_line_that_was_applied_is_not_taken_for_an_unfinished_one(
    tmp_path: Path, damage: bytes
) -> None:
    write(tmp_path, 2)
    content = segment(tmp_path).read_bytes()
    segment(tmp_path).write_bytes(content[:-20] + damage)
    damaged = segment(tmp_path).read_bytes()
    with pytest.raises(LedgerError, match="ends with event 1, but event 2 was already applied"):
        Ledger(tmp_path, applied=2)
    assert segment(tmp_path).read_bytes() == damaged
    Ledger(tmp_path, applied=1).close()
    assert segment(tmp_path).read_bytes() == content.splitlines(keepends=True)[0]


@pytest.mark.parametrize("place", [0, 1])
def test_a_flipped_byte_is_found_in_whichever_segment_it_lies(tmp_path: Path, place: int) -> None:
    write(tmp_path, 4, segment_bytes=700)
    path = segment(tmp_path, place + 1)
    path.write_bytes(path.read_bytes().replace(b"tester", b"tesser", 1))
    with pytest.raises(LedgerError, match="does not follow from the line before it") as caught:
        list(read(tmp_path))
    assert caught.value.where == f"events-00000{place + 1}.jsonl:2"


def test_a_damaged_last_segment_cannot_be_appended_to(tmp_path: Path) -> None:
    write(tmp_path, 3)
    kept = segment(tmp_path).read_bytes().splitlines(keepends=True)
    segment(tmp_path).write_bytes(kept[0] + kept[2])
    with pytest.raises(LedgerError, match="Event 2 should stand here, not event 3") as caught:
        Ledger(tmp_path)
    assert caught.value.where == "events-000001.jsonl:2"


def test_a_missing_segment_is_named(tmp_path: Path) -> None:
    write(tmp_path, 5, segment_bytes=700)
    segment(tmp_path, 2).unlink()
    with pytest.raises(LedgerError, match=r"events-000002\.jsonl is missing"):
        list(read(tmp_path))


def test_a_segment_that_lost_its_end_does_not_join_the_next(tmp_path: Path) -> None:
    write(tmp_path, 4, segment_bytes=700)
    segment(tmp_path).write_bytes(segment(tmp_path).read_bytes()[:-10])
    with pytest.raises(LedgerError, match="should stand here"):
        list(read(tmp_path))


def test_a_refused_write_records_nothing_and_closes_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = write(tmp_path, 1)
    real = os.write

    def half_then_full(handle: int, content: memoryview) -> int:
        real(handle, bytes(content[: len(content) // 2]))
        raise OSError(errno.ENOSPC, "No space left on device")

    with Ledger(tmp_path) as ledger:
        monkeypatch.setattr(os, "write", half_then_full)
        with pytest.raises(DiskFullError, match="No space left on device"):
            ledger.append([ENTRY], at=AT)
        monkeypatch.undo()
        with pytest.raises(StoreError, match="closed"):
            ledger.append([ENTRY], at=AT)
    assert list(read(tmp_path)) == written
    assert torn_end(segment(tmp_path)) is None


def test_a_segment_that_cannot_be_made_is_an_error_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space left"):
        Ledger(tmp_path / "new")
    monkeypatch.undo()
    Ledger(tmp_path / "ledger").close()
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(DiskFullError, match="No space left"):
        Ledger(tmp_path / "ledger")
