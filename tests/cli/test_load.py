from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli_running import Kg
from small_record import RECORD, TEXT, edited


def place(folder: Path, record: str | bytes = RECORD, text: str | bytes = TEXT) -> Path:
    """Write a record and its text, and return the record's path."""
    path = folder / "hill.yaml"
    path.write_bytes(record.encode() if isinstance(record, str) else record)
    (folder / "hill.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_record_is_taken_once_and_a_changed_one_is_a_new_version(
    command: Kg, folder: Path
) -> None:
    path, data = place(folder), folder / "data"
    first = command("load", path, "--data", data, "-f", "json")
    assert (first.code, first.err) == (0, "")
    assert json.loads(first.out) == [
        {"record": "hill", "version": 1, "state": "added", "revision": 1}
    ]
    again = json.loads(command("load", path, "--data", data, "-f", "json").out)
    assert (again[0]["version"], again[0]["state"]) == (1, "unchanged")
    path.write_text(edited(("title: Hill news", "title: Hill news again")), "utf-8")
    shown = command("load", path, "--data", data, "--dry-run")
    assert "hill: changed (version 2)" in shown.out
    assert "Hill news again" in shown.out
    changed = json.loads(command("load", path, "--data", data, "-f", "json").out)
    assert (changed[0]["version"], changed[0]["state"]) == (2, "changed")


def test_a_dry_run_writes_nothing(command: Kg, folder: Path) -> None:
    path, data = place(folder), folder / "data"
    assert "hill: added" in command("load", path, "--data", data, "--dry-run").out
    assert not data.exists()
    data.mkdir()
    assert command("load", path, "--data", data, "--dry-run").code == 0
    assert not list(data.iterdir())


def test_a_line_that_a_crash_left_unfinished_is_told_once(command: Kg, folder: Path) -> None:
    path, data = place(folder), folder / "data"
    command("load", path, "--data", data)
    with (data / "ledger" / "events-000001.jsonl").open("ab") as file:
        file.write(b'{"actor":"lo')
    ran = command("load", path, "--data", data, "-f", "json")
    assert (ran.code, json.loads(ran.out)[0]["state"]) == (0, "unchanged")
    assert "An unfinished line was set aside (events-000001.jsonl:2, in ledger/torn)" in ran.err
    assert "unfinished" not in command("load", path, "--data", data).err


def test_where_two_persons_are_needed_only_drafts_are_taken(
    command: Kg, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = place(folder), folder / "data"
    monkeypatch.setenv("KG_TWO_PERSONS", "yes")
    ran = command("load", path, "--data", data)
    assert ran.code == 2
    assert "Another person has to accept a record here" in ran.err
    place(folder, edited(("record: hill", "record: hill\nstatus: draft")))
    assert command("load", path, "--data", data).code == 0


def test_a_retracted_record_is_seen_by_nobody_and_kept(command: Kg, folder: Path) -> None:
    path, data = place(folder), folder / "data"
    command("load", path, "--data", data)
    ran = command("retract", "hill", "--reason", "misread", "--data", data, "-f", "json")
    assert (ran.code, json.loads(ran.out)[0]["state"]) == (0, "retracted")
    assert "claim/hill-climbed" not in command("export", "--data", data).out
    unknown = command("retract", "hill", "--reason", "again", "--data", data)
    assert (unknown.code, unknown.out) == (2, "")
    assert command("retract", "mountain", "--reason", "x", "--data", data).code == 2
    assert command("retract", "hill", "--data", data).code == 2


FAULTS = {
    "a quote that is not there": (
        ("quote: Troops left", "quote: Troops went home"), "quote", "does not stand in the text",
    ),
    "a quote that stands twice": (("quote: Troops left", "quote: said"), "quote", "occurrence"),
    "an unknown act": (("act: assert", "act: asert"), "act", "did you mean `assert`"),
    "a loop": (("- id: climbed\n", "- id: climbed\n    within: left\n"), "within", "inside itself"),
    "a typo in a date": (("edtf: XXXX-05-05", "edtf: XXXX-5-05"), "edtf", "XXXX-5-05"),
    "a speaker who is not there": (("speaker: voices", "speaker: voicse"), "speaker", "voices"),
    "an unknown stance": (("    hedges: [allegedly]", "    stance: cold"), "stance", "neutral"),
    "a field nobody knows": (("    cue: said", "    queue: said"), "queue", "no field `queue`"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_file_line_and_field_and_nothing_is_written(
    command: Kg, folder: Path, name: str
) -> None:
    edit, field, words = FAULTS[name]
    data = folder / "data"
    ran = command("load", place(folder, edited(edit)), "--data", data)
    assert (ran.code, ran.out) == (1, "")
    assert re.search(rf"hill\.yaml:\d+:\d+ \S*{field}", ran.err), ran.err
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert not (data / "current").exists()


def test_every_fault_of_a_file_is_told_at_once(command: Kg, folder: Path) -> None:
    record = edited(("act: assert", "act: shout"), ("speaker: voices", "speaker: voicse"))
    ran = command("load", place(folder, record), "--data", folder / "data")
    assert ran.err.count("hill.yaml:") == 2


def test_a_faulty_file_is_left_out_and_the_others_are_taken(command: Kg, folder: Path) -> None:
    path = place(folder)
    bad = folder / "bad.yaml"
    bad.write_text(edited(("record: hill", "record: bad"), ("act: assert", "act: shout")), "utf-8")
    ran = command("load", bad, path, "--data", folder / "data", "-f", "json")
    assert ran.code == 1
    assert [row["record"] for row in json.loads(ran.out)] == ["hill"]
    assert "bad.yaml:" in ran.err


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("record: [hill\nsource: x\n", "hill.yaml:2"),
        ("record: hill\n  source: x\n", "hill.yaml:2"),
        (b"record: h\xfcgel\n", "UTF-8"),
        ("", "empty"),
        ("- a\n- b\n", "hill.yaml"),
        ("record: hill\nrecord: hill\n", "hill.yaml:2"),
        ("\x00", "hill.yaml"),
        ("a: &a [*a]\n", "hill.yaml"),
    ],
)
def test_what_is_no_record_is_told_with_its_place(
    command: Kg, folder: Path, record: str | bytes, words: str
) -> None:
    ran = command("load", place(folder, record), "--data", folder / "data")
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err


def test_a_text_that_is_not_utf_8_is_told_with_its_byte(command: Kg, folder: Path) -> None:
    ran = command("load", place(folder, RECORD, b"Hill \xff"), "--data", folder / "data")
    assert ran.code == 1
    assert "hill.txt" in ran.err
    assert "UTF-8" in ran.err


def test_a_file_that_is_not_there_is_told(command: Kg, folder: Path) -> None:
    ran = command("load", folder / "nothing.yaml", "--data", folder / "data")
    assert ran.code == 1
    assert "nothing.yaml" in ran.err
    folder_given = command("load", folder, "--data", folder / "data")
    assert folder_given.code == 1


def test_a_directory_that_holds_something_else_is_left_alone(command: Kg, folder: Path) -> None:
    path = place(folder)
    (folder / "photos").mkdir()
    (folder / "photos" / "a.jpg").write_bytes(b"x")
    ran = command("load", path, "--data", folder / "photos")
    assert (ran.code, ran.out) == (1, "")
    assert "a.jpg" in ran.err
    assert [p.name for p in (folder / "photos").iterdir()] == ["a.jpg"]
    ran = command("load", path, "--data", path)
    assert ran.code == 1
    assert "not a directory" in ran.err


def test_a_directory_of_a_newer_version_is_left_alone(command: Kg, folder: Path) -> None:
    path, data = place(folder), folder / "data"
    command("load", path, "--data", data)
    told = json.loads((data / "format.json").read_text())
    (data / "format.json").write_text(json.dumps(told | {"format": 99}))
    for verb in (("load", path), ("who-said", "hill"), ("export",), ("verify",), ("rebuild",)):
        ran = command(*verb, "--data", data)
        assert (ran.code, ran.out) == (1, "")
        assert "The data is newer than the program" in ran.err
        assert "99" in ran.err


def test_an_endpoint_is_not_written_to(command: Kg, folder: Path) -> None:
    ran = command("load", place(folder), "--store", "https://graph.example/sparql")
    assert (ran.code, ran.out) == (2, "")
    assert "endpoint" in ran.err
