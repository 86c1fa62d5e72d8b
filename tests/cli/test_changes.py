"""`kg changes`: what happened, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_running import Kg
from erasing import BASE, load
from kg.writing.writer import Writer


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection in which one record was changed, and another taken back."""
    with Writer.open(folder / "data", base=BASE, actor="jane-doe") as writer:
        load(writer, "hill", "hill")
        load(writer, "dam", "dam")
        load(writer, "hill", "hilltop")
        writer.retract("dam", "read, but wrongly")
        writer.publish()
    return folder / "data"


def test_every_change_is_told_the_newest_first(command: Kg, data: Path) -> None:
    ran = command("changes", "--data", data, "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["revision"], row["kind"], row["record"], row["source"]) for row in rows] == [
        (4, "retracted", "dam", None),
        (3, "changed", "hill", "hilltop"),
        (2, "accepted", "dam", None),
        (1, "accepted", "hill", "hilltop"),
    ]
    assert [row["reason"] for row in rows] == ["read, but wrongly", None, None, None]
    assert [row["attributions"] for row in rows] == [0, 1, 0, 1]


@pytest.mark.slow
def test_a_list_that_was_cut_says_so(command: Kg, data: Path) -> None:
    ran = command("changes", "--data", data, "--limit", "2", "-f", "csv")
    assert len(ran.out.splitlines()) == 3
    assert "only the newest 2 are shown" in ran.err
    whole = command("changes", "--data", data, "--record", "hill", "--since", "1", "-f", "csv")
    assert len(whole.out.splitlines()) == 2
    assert "there are more" not in whole.err


def test_a_time_that_is_none_is_refused(command: Kg, data: Path) -> None:
    ran = command("changes", "--data", data, "--since", "yesterday")
    assert ran.code == 2
    assert "since" in ran.err
