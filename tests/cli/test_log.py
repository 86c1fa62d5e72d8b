"""`kg log`: who wrote what."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli_running import Kg
from erasing import BASE, load
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection two people wrote to."""
    with Writer.open(folder / "data", base=BASE, actor="jane-doe") as writer:
        load(writer, "hill", "hill")
        load(writer, "dam", "dam", status="draft")
    with Writer.open(folder / "data", base=BASE, actor="john-roe") as writer:
        writer.retract("hill", "read, but wrongly")
        writer.erase("dam", "asked\tto")
    return folder / "data"


def test_every_event_is_told_in_its_order(command: Kg, data: Path) -> None:
    ran = command("log", "--data", data, "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["seq"], row["actor"], row["kind"], row["record"]) for row in rows] == [
        (1, "jane-doe", "record.accepted", "hill"),
        (2, "jane-doe", "record.drafted", "dam"),
        (3, "john-roe", "record.retracted", "hill"),
        (4, "john-roe", "record.erased", "dam"),
    ]
    assert [row["reason"] for row in rows] == [None, None, "read, but wrongly", "asked\tto"]
    assert [row["version"] for row in rows] == [1, 1, 1, 1]
    assert all(row["at"].endswith("Z") for row in rows)


def test_one_record_or_one_kind_can_be_asked_for(command: Kg, data: Path) -> None:
    for arguments, numbers in (
        (("--record", "hill"), ["1", "3"]),
        (("--kind", "erased"), ["4"]),
        (("--record", "hill", "--kind", "drafted"), []),
        ((), ["1", "2", "3", "4"]),
    ):
        ran = command("log", "--data", data, "-f", "csv", *arguments)
        rows = list(csv.DictReader(io.StringIO(ran.out)))
        assert [row["seq"] for row in rows] == numbers
        assert ran.out.startswith("seq,at,actor,kind,record,version,reason\n")


def test_for_a_person_it_is_a_table(command: Kg, data: Path) -> None:
    ran = command("log", "--data", data)
    assert ran.code == 0
    assert "read, but wrongly" in ran.out
    assert "4 rows" in ran.err
    assert len(json.loads(command("log", "--data", data, "-f", "json").out)) == 4


def test_a_damaged_ledger_and_a_view_are_told(command: Kg, data: Path, folder: Path) -> None:
    rebuild(data, to=folder / "view")
    ran = command("log", "--data", folder / "view")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no ledger here: this directory shows" in ran.err
    segment = data / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"jane-doe", b"jane-roe", 1))
    ran = command("log", "--data", data, "-f", "jsonl")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1  # the second line no longer follows from the first
    assert "does not follow from the line before it" in ran.err
    assert command("log", "--data", folder / "nothing").code == 1
