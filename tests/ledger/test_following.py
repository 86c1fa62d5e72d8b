from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kg.errors import LedgerError
from kg.ledger import Entry, Follower, Kind, Ledger, read

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2025, 5, 1, 12, tzinfo=UTC)
SMALL = 700
"""Bytes of a segment: two events go into one."""


def write(directory: Path, number: int, *, segment_bytes: int = SMALL) -> None:
    with Ledger(directory, segment_bytes=segment_bytes) as ledger:
        for _ in range(number):
            entry = Entry("tester", Kind.ACCEPTED, "hill", ledger.seq + 1, "0" * 64, "0" * 64)
            ledger.append([entry], at=NOON)


def numbers(follower: Follower) -> list[int]:
    return [event.seq for event in follower.new()]


def test_each_event_is_told_once_through_all_segments(tmp_path: Path) -> None:
    follower = Follower(tmp_path / "ledger")
    assert numbers(follower) == []
    told = []
    for more in (1, 0, 3, 4):
        write(tmp_path / "ledger", more)
        told.append(numbers(follower))
    assert told == [[1], [], [2, 3, 4], [5, 6, 7, 8]]
    assert len(list((tmp_path / "ledger").glob("events-*.jsonl"))) > 2
    assert not follower.moved


@pytest.mark.parametrize("end", [b'{"actor":', b'{"actor":"t"', b"\0\0\0\n"])
def test_what_is_still_being_written_is_told_once_it_is_whole(tmp_path: Path, end: bytes) -> None:
    write(tmp_path / "ledger", 2, segment_bytes=10_000)
    segment = tmp_path / "ledger" / "events-000001.jsonl"
    whole = segment.read_bytes()
    first = whole.partition(b"\n")[0] + b"\n"
    segment.write_bytes(first + end)
    follower = Follower(tmp_path / "ledger")
    assert numbers(follower) == [1]
    segment.write_bytes(whole)
    assert numbers(follower) == [2]


def test_a_damaged_line_is_never_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "ledger", 3, segment_bytes=10_000)
    segment = tmp_path / "ledger" / "events-000001.jsonl"
    lines = segment.read_bytes().splitlines(keepends=True)
    for damaged in (b"\0\0\0\n", lines[1].replace(b"tester", b"tesser")):
        segment.write_bytes(lines[0] + damaged + lines[2])
        with pytest.raises(LedgerError):
            numbers(Follower(tmp_path / "ledger"))
    segment.write_bytes(lines[0] + lines[2])
    with pytest.raises(LedgerError, match="Event 2 should stand here"):
        numbers(Follower(tmp_path / "ledger"))


def test_another_ledger_in_its_place_is_noticed(tmp_path: Path) -> None:
    write(tmp_path / "ledger", 3, segment_bytes=10_000)
    follower = Follower(tmp_path / "ledger")
    assert len(list(follower.new())) == len(list(read(tmp_path / "ledger")))
    shutil.copytree(tmp_path / "ledger", tmp_path / "kept")
    shutil.rmtree(tmp_path / "ledger")
    assert follower.moved
    shutil.copytree(tmp_path / "kept", tmp_path / "ledger")
    segment = tmp_path / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().partition(b"\n")[0] + b"\n")
    assert follower.moved
