"""`export`, `verify`, `rebuild` and `config`."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from cli_running import Kg
from kg.cli.rebuild import instant
from kg.errors import BadParameterError


@pytest.fixture
def copied(demo: Path, folder: Path) -> Path:
    """Return a copy of the demonstration that may be damaged."""
    return Path(shutil.copytree(demo, folder / "data"))


def test_an_export_is_the_whole_collection_with_its_graphs(
    command: Kg, demo: Path, folder: Path
) -> None:
    ran = command("export", "--data", demo)
    assert (ran.code, ran.err) == (0, "")
    quads = set(ox.parse(ran.out.encode(), format=ox.RdfFormat.N_QUADS))
    assert len(quads) > 5000
    path = folder / "all.trig"
    assert command("export", "--data", demo, "-f", "trig", "-o", path).out == ""
    assert set(ox.parse(path=str(path))) == quads


def test_an_export_that_cannot_be_written_is_told(command: Kg, demo: Path, folder: Path) -> None:
    ran = command("export", "--data", demo, "-o", folder / "no" / "such" / "place.nq")
    assert (ran.code, ran.out) == (1, "")
    assert "place.nq: No such file or directory" in ran.err
    assert command("export", "--data", folder / "nothing").code in (1, 3)


def test_a_sound_collection_is_said_to_be_sound(command: Kg, demo: Path) -> None:
    ran = command("verify", "--data", demo)
    assert (ran.code, ran.err) == (0, "")
    assert "sound: nothing is amiss" in ran.out
    assert "14 events" in ran.out


def test_a_damaged_collection_is_told_finding_by_finding(command: Kg, copied: Path) -> None:
    blob = next(path for path in (copied / "ledger" / "blobs").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(b"something else")
    ran = command("verify", "--data", copied)
    assert ran.code == 1
    assert blob.name in ran.out
    assert "findings" in ran.err
    assert "sound" not in ran.out


def test_a_collection_is_made_again_from_its_ledger(command: Kg, copied: Path) -> None:
    before = command("export", "--data", copied).out
    shutil.rmtree(copied / "live")
    ran = command("rebuild", "--data", copied)
    assert (ran.code, ran.out) == (0, "rebuilt: revision 14\n")
    assert sorted(command("export", "--data", copied).out.splitlines()) == sorted(
        before.splitlines()
    )


def test_on_a_terminal_it_shows_how_far_it_has_come(
    command: Kg, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = command("rebuild", "--data", copied)
    assert "Rebuilding" not in quiet.err
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    shown = command("rebuild", "--data", copied)
    assert "Rebuilding" in shown.err
    assert shown.out == quiet.out


def test_a_view_of_another_day_is_made_elsewhere(command: Kg, copied: Path, folder: Path) -> None:
    view = folder / "view"
    ran = command("rebuild", "--data", copied, "--to", view, "--as-of", "2020-01-01")
    assert (ran.code, ran.out) == (0, "rebuilt: revision 0\n")
    assert "forces-near" not in command("export", "--data", view).out
    assert command("rebuild", "--data", copied, "--as-of", "2020-01-01").code != 0
    ran = command("rebuild", "--data", copied, "--to", folder / "x", "--as-of", "yesterday")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-11-21" in ran.err


def test_a_day_is_meant_to_its_end_and_a_moment_is_utc() -> None:
    assert instant("2026-11-21") == datetime(2026, 11, 21, 23, 59, 59, 999999, tzinfo=UTC)
    assert instant("2026-11-21T10:30") == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    assert instant("2026-11-21T10:30+02:00") == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    with pytest.raises(BadParameterError):
        instant("21 November")


def test_every_setting_is_told_with_where_it_comes_from(
    command: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TIME_LIMIT", "3")
    monkeypatch.setenv("KG_WRITABLE", "1")
    rows = {row["setting"]: row for row in json.loads(command("config", "-f", "json").out)}
    assert rows["time_limit"] == {
        "setting": "time_limit", "value": "3.0", "variable": "KG_TIME_LIMIT", "set": "yes",
    }  # fmt: skip
    assert (rows["store"]["value"], rows["store"]["set"]) == ("kg-data", "")
    assert rows["queries"]["value"] == ""
    assert (rows["writable"]["value"], rows["metrics"]["value"]) == ("yes", "no")
    assert {row["setting"]: row for row in json.loads(
        command("config", "-f", "json", "--data", "elsewhere").out
    )}["store"]["value"] == "elsewhere"  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "value"),
    [("KG_WORKERS", "many"), ("KG_WORKERS", "1"), ("KG_TIME_LIMIT", "-1"), ("KG_BASE", "here")],
)
def test_a_setting_nobody_could_work_with_is_refused_by_its_name(
    command: Kg, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    ran = command("config")
    assert (ran.code, ran.out) == (2, "")
    assert variable in ran.err
