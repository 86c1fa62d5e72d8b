"""`kg drafts`: what waits is seen, and one very draft is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_running import Kg

HILL = """
record: hill
status: draft
annotator: {id: tester, name: A tester, kind: person}
source: {id: paper, kind: article, title: TITLE, language: en}
text: hill.txt
speakers: [{id: mod, kind: organization, name: The ministry}]
claims: [{id: taken, text: The hill was taken, language: en}]
attributions:
  - {id: a1, quote: "The ministry said the hill was taken.", speaker: mod, basis: named,
     mention: The ministry, act: assert, cue: said, quote_mode: indirect, claim: taken}
"""


@pytest.fixture
def data(command: Kg, folder: Path) -> Path:
    """Return a collection in which one draft waits."""
    (folder / "hill.txt").write_text("The ministry said the hill was taken.")
    return hand_in(command, folder, "First")


def hand_in(command: Kg, folder: Path, title: str) -> Path:
    (folder / "hill.yaml").write_text(HILL.replace("TITLE", title))
    assert command("load", folder / "hill.yaml", "--data", folder / "data").code == 0
    return folder / "data"


def waiting(command: Kg, data: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(
        command("drafts", "list", "--data", data, "--format", "json").out
    )
    return rows


def test_a_draft_is_seen_and_accepted(command: Kg, data: Path) -> None:
    (draft,) = waiting(command, data)
    assert (draft["record"], draft["version"], draft["actor"]) == ("hill", 1, "local")
    seen = command("drafts", "show", "hill", "--data", data)
    assert json.loads(seen.out)["sources"][0]["title"] == "First"
    assert f"kg drafts accept hill {draft['document']}" in seen.err
    ran = command(
        "drafts", "accept", "hill", draft["document"], "--data", data, "--format", "jsonl"
    )
    assert json.loads(ran.out) == {"record": "hill", "version": 1, "state": "added", "revision": 2}
    assert waiting(command, data) == []


def test_a_draft_that_was_replaced_since_is_not_accepted_unseen(command: Kg, data: Path) -> None:
    (first,) = waiting(command, data)
    hand_in(command, data.parent, "Second")
    ran = command("drafts", "accept", "hill", first["document"], "--data", data)
    (second,) = waiting(command, data)
    assert (ran.code, ran.out) == (2, "")
    assert second["document"] in ran.err


@pytest.mark.parametrize("verb", [("show", "valley"), ("accept", "valley", "0" * 64)])
def test_where_no_draft_waits_that_is_said(command: Kg, data: Path, verb: tuple[str, ...]) -> None:
    ran = command("drafts", *verb, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "No draft of a record `valley` waits" in ran.err
