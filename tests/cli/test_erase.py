"""`kg erase`, and what other commands say afterwards."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from typing_extensions import override

from cli_running import Kg, shell
from erasing import places
from kg.ledger import read

HILL = """
record: hill
annotator: {id: tester, name: A tester, kind: person}
source: {id: paper, kind: article, title: Qzvxkplwmrtg, language: en}
text: hill.txt
speakers: [{id: mod, kind: organization, name: The ministry}]
claims: [{id: taken, text: qzvxkplwmrtg was taken, language: en}]
attributions:
  - {id: a1, quote: "The ministry said qzvxkplwmrtg was taken.", speaker: mod, basis: named,
     mention: The ministry, act: assert, cue: said, quote_mode: indirect, claim: taken}
"""
WORD = "qzvxkplwmrtg"


@pytest.fixture
def data(command: Kg, folder: Path) -> Path:
    """Return a collection of one record, whose file lies beside it."""
    (folder / "hill.yaml").write_text(HILL)
    (folder / "hill.txt").write_text(f"The ministry said {WORD} was taken.")
    assert command("load", folder / "hill.yaml", "--data", folder / "data").code == 0
    return folder / "data"


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_a_record_is_erased_and_what_that_does_not_reach_is_said(command: Kg, data: Path) -> None:
    ran = command("erase", "hill", "--reason", "asked to", "--yes", "--data", data)
    assert (ran.code, ran.out) == (0, "erased: hill (event 2): 2 files deleted\n")
    assert "backups, views and bundles made before still hold it" in ran.err
    assert places(data, WORD) == set()
    assert list(read(data / "ledger"))[1].entry.reason == "asked to"


def test_without_a_terminal_nobody_can_be_asked(command: Kg, data: Path) -> None:
    ran = command("erase", "hill", "--reason", "asked to", "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "add --yes" in ran.err
    assert places(data, WORD) != set()


@pytest.mark.parametrize(("answer", "code", "events"), [("y\n", 0, 2), ("n\n", 1, 1), ("\n", 1, 1)])
def test_on_a_terminal_it_is_asked_and_nothing_is_done_without_a_yes(
    command: Kg, data: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, events: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    ran = command("erase", "hill", "--reason", "asked to", "--data", data)
    assert ran.code == code
    assert "Delete every version and text of hill for good?" in ran.err
    assert len(list(read(data / "ledger"))) == events


def test_what_stays_and_what_may_repeat_it_is_named(command: Kg, data: Path, folder: Path) -> None:
    other = HILL.replace("record: hill", "record: copy").replace("id: paper", "id: paper2")
    (folder / "copy.yaml").write_text(other)
    said = HILL.replace("record: hill", "record: dam").replace(WORD, "dam").replace("hill.", "dam.")
    (folder / "dam.yaml").write_text(said.replace("id: paper", "id: p3").replace("taken", "shut"))
    (folder / "dam.txt").write_text("The ministry said dam was shut.")
    command("retract", "hill", "--reason", "a copy is better", "--data", data)
    for name in ("copy.yaml", "dam.yaml"):
        assert command("load", folder / name, "--data", data).code == 0
    ran = command("erase", "copy", "--reason", "asked to", "--yes", "--data", data)
    assert ran.out.splitlines()[1].endswith(", for it is also in hill")
    assert ran.out.splitlines()[2].startswith("look at: dam; what copy said of speakers")
    again = command("erase", "hill", "--reason", "x", "--yes", "-f", "json", "--data", data)
    document = json.loads(again.out)
    assert (document["record"], document["event"], document["deleted"]) == ("hill", 6, 2)
    assert (document["kept"], document["related"]) == ({}, [])


def test_what_cannot_be_erased_is_told(command: Kg, data: Path, folder: Path) -> None:
    ran = command("erase", "nowhere", "--reason", "x", "--yes", "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "There is no record `nowhere`" in ran.err
    command("erase", "hill", "--reason", "x", "--yes", "--data", data)
    ran = command("erase", "hill", "--reason", "x", "--yes", "--data", data)
    assert (ran.code, ran.out) == (1, "")
    assert "This was erased: record `hill` (event 2, 20" in ran.err
    ran = command("retract", "hill", "--reason", "x", "--data", data)
    assert (ran.code, ran.out) == (1, "")
    assert "This was erased with record `hill` (event 2, 20" in ran.err
    ran = command("erase", "hill", "--reason", "x", "--yes", "--data", folder / "nothing")
    assert ran.code == 1
    assert not (folder / "nothing").exists()


def test_loading_all_files_again_brings_back_nothing_that_was_erased(
    command: Kg, data: Path, folder: Path
) -> None:
    command("erase", "hill", "--reason", "x", "--yes", "--data", data)
    ran = command("load", folder / "hill.yaml", "--data", data)
    assert (ran.code, ran.out) == (1, "")
    assert "was erased with record `hill` (event 2, 20" in ran.err
    assert places(data, WORD) == set()
    ran = command("load", folder / "hill.yaml", "--even-if-erased", "--data", data)
    assert ran.code == 0
    assert "added" in ran.out


@pytest.mark.server
def test_verify_prove_and_rebuild_tell_of_an_erasure(command: Kg, data: Path, folder: Path) -> None:
    day = next(read(data / "ledger")).at.isoformat()
    command("erase", "hill", "--reason", "x", "--yes", "--data", data)
    ran = command("verify", "--data", data)
    assert ran.code == 0
    assert "1 records were erased: nothing of them is left to check" in ran.out
    assert "sound: nothing is amiss" in ran.out
    ran = command("prove", "hill", "--data", data)
    assert (ran.code, ran.out) == (1, "")
    assert "This was erased: record `hill`" in ran.err
    ran = command("rebuild", "--data", data, "--to", folder / "view", "--as-of", day)
    assert ran.out == (
        "rebuilt: revision 1\nnote: 1 records or judgements that stood then are missing: "
        "they were erased later\n"
    )
    ran = command("ask", "search/coverage", "--data", folder / "view")
    assert (
        "note: 1 records or judgements of this view are missing: they were erased later" in ran.err
    )


def test_restoring_reminds_of_what_was_erased_since(command: Kg, data: Path, folder: Path) -> None:
    assert command("backup", folder / "backup", "--data", data).code == 0
    ran = command("restore", folder / "backup", folder / "again")
    assert "what was erased later is here again, until you erase it again: kg erase" in ran.out


def test_erasing_is_a_verb_of_the_program_itself(data: Path, folder: Path) -> None:
    ran = shell("erase", "hill", "--reason", "x", "--yes", "--data", data, folder=folder)
    assert (ran.code, ran.out) == (0, "erased: hill (event 2): 2 files deleted\n")
