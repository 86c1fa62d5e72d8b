from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_running import Kg
from small_records import DAM, HILL, written


def line(record: str, text: str = HILL, **more: object) -> str:
    return json.dumps(written(record, text) | {"text": {"inline": text}} | more) + "\n"


def counted(out: str) -> dict[str, str]:
    """Return the two columns of a table."""
    rows = (row.split() for row in out.splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2}


def file_of(folder: Path, *lines: str) -> Path:
    path = folder / "many.jsonl"
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.mark.slow
def test_a_file_of_lines_is_loaded_and_the_same_again_changes_nothing(
    command: Kg, folder: Path
) -> None:
    path, data = file_of(folder, line("hill"), line("dam", DAM)), folder / "data"
    first = command("load", "--bulk", path, "--data", data, "-f", "jsonl")
    assert (first.code, first.err) == (0, "")
    assert [json.loads(row) for row in first.out.splitlines()] == [
        {"record": "hill", "version": 1, "state": "added", "revision": 1},
        {"record": "dam", "version": 1, "state": "added", "revision": 2},
    ]
    again = command("load", "--bulk", path, "--data", data)
    assert (again.code, counted(again.out)) == (0, {"state": "records", "unchanged": "2"})
    shown = command("who-said", "the dam was closed", "--data", data, "-f", "json")
    assert json.loads(shown.out)["items"][0]["claim"]["id"] == "claim-dam"


def test_a_folder_is_loaded_in_the_order_of_its_names(command: Kg, folder: Path) -> None:
    records = folder / "records"
    records.mkdir()
    (records / "2.json").write_text(line("hill"))
    (records / "1.json").write_text(line("dam", DAM))
    ran = command("load", "--bulk", records, "--data", folder / "data", "-f", "csv")
    assert ran.out == "record,version,state,revision\ndam,1,added,1\nhill,1,added,2\n"


def test_a_record_that_is_refused_ends_the_load_and_those_before_it_are_kept(
    command: Kg, folder: Path
) -> None:
    lines = line("hill"), line("hill-again"), line("dam", DAM)
    path, data = file_of(folder, *lines), folder / "data"
    ran = command("load", "--bulk", path, "--data", data, "-f", "csv")
    assert (ran.code, ran.out) == (1, "record,version,state,revision\nhill,1,added,1\n")
    assert "many.jsonl:2:" in ran.err
    assert "already read by record `hill`" in ran.err
    ran = command("load", "--bulk", path, "--data", data, "--skip-refused")
    assert ran.code == 1
    assert counted(ran.out) == {
        "state": "records",
        "added": "1",
        "refused": "1",
        "unchanged": "1",
    }


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--dry-run"], 2, "--dry-run compares record by record"),
        (["-f", "json"], 2, "take jsonl or csv"),
    ],
)
def test_what_would_need_all_records_at_once_is_refused(
    command: Kg, folder: Path, options: list[str], code: int, told: str
) -> None:
    path, data = file_of(folder, line("hill")), folder / "data"
    ran = command("load", "--bulk", path, "--data", data, *options)
    assert (ran.code, told in ran.err) == (code, True), ran.err
    assert not data.exists()


def test_what_is_no_folder_and_no_file_of_lines_is_refused_before_anything_is_made(
    command: Kg, folder: Path
) -> None:
    ran = command("load", "--bulk", folder / "no.json", "--data", folder / "data")
    assert ran.code == 1
    assert "neither a folder nor a file of lines" in ran.err
    assert not (folder / "data").exists()


def test_names_that_look_alike_are_told_with_the_line_of_their_record(
    command: Kg, folder: Path
) -> None:
    alike = "The minіstry"  # noqa: RUF001  (a Cyrillic letter)
    speaker = {"id": "mod", "kind": "organization", "name": alike}
    path = file_of(folder, line("hill", speakers=[speaker]))
    ran = command("load", "--bulk", path, "--data", folder / "data")
    assert ran.code == 0
    assert f"warning: {path}:1: speaker/mod: “minіstry” mixes letters" in ran.err  # noqa: RUF001
