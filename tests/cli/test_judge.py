"""`kg judge`, `kg withdraw`, `kg judgements`, `kg show judgement/ID`, `kg log --kind given`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli_running import Kg, Ran
from small_records import DAM, HILL, written

NAMED = ("--by", "jane", "--name", "Jane Doe")
PROGRAM = ("--by", "kg-copies", "--name", "kg copies", "--program", "--confidence", "0")
ENDS = ("contradicts", "claim/claim-hill", "claim/claim-dam")


@pytest.fixture
def data(command: Kg, folder: Path) -> Path:
    """Return a collection of the records `hill` and `dam`."""
    for record, text in (("hill", HILL), ("dam", DAM)):
        content = written(record, text) | {"text": {"inline": text}}
        (folder / f"{record}.json").write_text(json.dumps(content))
    files = (folder / "hill.json", folder / "dam.json")
    assert command("load", *files, "--data", folder / "data").code == 0
    return folder / "data"


def told(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_judgement_is_given_shown_listed_and_withdrawn(command: Kg, data: Path) -> None:
    where = ("--data", data, "--format", "json")
    (made,) = told(command("judge", *ENDS, "--reason", "not both", *NAMED, *where))
    assert (made["state"], made["version"], made["revision"]) == ("added", 1, 3)
    name = f"judgement/{made['judgement']}"
    shown = command("show", name, "--data", data).out
    assert "Jane Doe judges: contradicts" in shown
    assert "because: not both" in shown
    assert "given by itself, in event 3 of the ledger" in shown
    told(command("judge", *ENDS, "--reason", "not both", *PROGRAM, *where))
    listed = told(command("judgements", "list", "--about", "claim/claim-dam", *where))
    assert [(row["by"], row["kind"]) for row in listed] == [
        ("Jane Doe", "person"), ("kg copies", "program"),
    ]  # fmt: skip
    (gone,) = told(command("withdraw", name, "--reason", "it is another dam", *where))
    assert gone == made | {"state": "withdrawn", "revision": 5}
    assert command("show", name, "--data", data).code == 2
    events = [told(command("log", "--kind", kind, *where)) for kind in ("given", "withdrawn")]
    assert [len(each) for each in events] == [2, 1]
    assert events[1][0]["reason"] == "it is another dam"
    assert len(told(command("log", "--record", name, *where))) == 2


def test_a_dry_run_says_what_would_change(command: Kg, data: Path) -> None:
    judge = ("judge", *ENDS, *NAMED, "--data", data, "--reason")
    assert command(*judge, "not both").code == 0
    ran = command(*judge, "neither", "--at", "2026-11-21", "--dry-run")
    lines = ran.out.splitlines()
    assert lines[0].endswith(": changed (version 2)")
    assert "  ~ judgement: reason: not both → neither" in lines
    assert len(told(command("log", "--data", data, "--format", "json"))) == 3


def test_more_than_were_asked_for_are_told_of(command: Kg, data: Path) -> None:
    for named in (NAMED, PROGRAM):
        assert command("judge", *ENDS, "--reason", "x", *named, "--data", data).code == 0
    ran = command("judgements", "list", "--limit", "1", "--data", data, "--format", "csv")
    assert len(ran.out.splitlines()) == 2
    assert ran.err == "note: there are more than 1; see --limit\n"


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ((*ENDS, "--reason", "x"), "there is no annotator `local` here"),
        ((*ENDS, "--reason", " ", *NAMED), "reason"),
        (
            ("copyOf", *ENDS[1:], "--reason", "x", *NAMED),
            "copyOf does not hold of claim/claim-hill",
        ),
        ((*ENDS[:2], "claim/claim-dm", "--reason", "x", *NAMED), "did you mean `claim-dam`?"),
    ],
)
def test_what_is_no_judgement_is_a_wrong_question(
    command: Kg, data: Path, asked: tuple[str, ...], complaint: str
) -> None:
    ran = command("judge", *asked, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err


def test_a_judgement_can_be_erased(command: Kg, data: Path) -> None:
    where = ("--data", data, "--format", "json")
    (made,) = told(command("judge", *ENDS, "--reason", "not both", *NAMED, *where))
    ran = command("erase", f"judgement/{made['judgement']}", "--reason", "asked", "--yes", *where)
    assert told(ran)["deleted"] == 1
    assert command("verify", "--data", data).code == 0
