from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli_running import Kg
from kg.assets import directory


def test_every_question_is_listed_with_its_parameters(command: Kg) -> None:
    rows = json.loads(command("queries", "list", "-f", "json").out)
    assert len(rows) >= 40
    assert all(set(row) == {"name", "question", "parameters"} for row in rows)


def test_a_name_is_never_cut_off_or_broken(command: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [row["name"] for row in json.loads(command("queries", "list", "-f", "json").out)]
    for width in ("40", "80", "200"):
        monkeypatch.setenv("COLUMNS", width)
        words = command("queries", "list").out.split()
        assert set(names) <= set(words), width


def test_the_questions_are_documented_in_markdown(command: Kg) -> None:
    out = command("queries", "docs").out
    assert out.startswith("# ")
    assert "attributions/by-speaker" in out


def test_a_folder_of_documented_questions_is_fine(command: Kg, folder: Path) -> None:
    shutil.copytree(directory("queries") / "judgements", folder / "judgements")
    ran = command("queries", "lint", folder)
    assert (ran.code, ran.out) == (0, "every query file is fine\n")


def test_a_faulty_question_is_told_by_file(command: Kg, folder: Path) -> None:
    (folder / "claims").mkdir()
    (folder / "claims" / "bad.rq").write_text("SELECT * {}")
    ran = command("queries", "lint", folder)
    assert ran.code == 1
    assert "claims/bad: " in ran.out
    assert "findings in query files" in ran.err


def test_questions_of_ones_own_stand_beside_the_shipped_ones(
    command: Kg, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "desk").mkdir()
    (folder / "desk" / "count.rq").write_text(
        "#+ summary: How many claims are there?\n#+ description: Counts them.\n#+ tags: [count]\n"
        "#+ answers: {n: how many}\n#+ key: [n]\n#+ example: {}\n"
        "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a <https://w3id.org/claim-provenance#Claim> }\n"
    )
    monkeypatch.setenv("KG_QUERIES", str(folder))
    names = [row["name"] for row in json.loads(command("queries", "list", "-f", "json").out)]
    assert "desk/count" in names
    monkeypatch.setenv("KG_QUERIES", str(folder / "nothing"))
    ran = command("queries", "list")
    assert (ran.code, ran.out) == (1, "")
    assert "no such folder" in ran.err
