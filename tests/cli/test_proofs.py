"""`prove`, `verify --offline`, `backup` and `restore`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli_running import Kg

TEXT = Path(__file__).parents[2] / "fixtures" / "norvania-dam-statement.txt"
RECORD = "record/norvania-dam-statement"


@pytest.fixture
def copied(demo: Path, folder: Path) -> Path:
    """Return a copy of the demonstration that may be damaged."""
    return Path(shutil.copytree(demo, folder / "data"))


def test_a_bundle_is_written_and_checked_without_the_collection(
    command: Kg, copied: Path, folder: Path
) -> None:
    bundle, key = folder / "bundle.json", folder / "key"
    assert command("prove", RECORD, "--data", copied, "-o", bundle).out == ""
    assert command("prove", RECORD, "--data", copied).out == bundle.read_text()
    shutil.copy(copied / "keys" / "public", key)
    shutil.rmtree(copied)
    ran = command("verify", "--offline", bundle)
    assert (ran.code, ran.err) == (0, "")
    assert f"{RECORD}: the bundle is sound" in ran.out
    assert "Ministry of Works of Norvania (invented) (deny): " in ran.out
    assert "checkpoint that somebody else kept" in ran.out
    assert "Whose key it is" in ran.out
    known = command("verify", "--offline", bundle, "--key", key, "--text", TEXT)
    assert "stands in the text you gave" in known.out
    assert "Whose key it is" not in known.out
    assert command("verify", "--offline", bundle, "--key", key.read_text().strip()).code == 0


def test_a_changed_bundle_is_refused(command: Kg, demo: Path, folder: Path) -> None:
    bundle = folder / "bundle.json"
    command("prove", RECORD, "--data", demo, "-o", bundle)
    bundle.write_text(bundle.read_text().replace("deny", "assert"))
    ran = command("verify", "--offline", bundle)
    assert (ran.code, ran.out) == (1, "")
    assert "The bundle does not hold" in ran.err


def test_what_a_bundle_says_cannot_steer_the_terminal(
    command: Kg, copied: Path, folder: Path
) -> None:
    record = json.loads(
        '{"record": "x", "annotator": {"id": "t", "name": "T", "kind": "person"},'
        ' "source": {"id": "s", "kind": "article", "title": "s", "language": "en"},'
        ' "text": {"inline": "He \\u202e said so."},'
        ' "speakers": [{"id": "he", "kind": "person", "name": "He"}],'
        ' "claims": [{"id": "so", "text": "so", "language": "en"}],'
        ' "attributions": [{"id": "a1", "quote": "He \\u202e said so.", "speaker": "he",'
        ' "basis": "named",'
        ' "act": "assert", "quote_mode": "indirect", "claim": "so"}]}'
    )
    (folder / "x.json").write_text(json.dumps(record))
    assert command("load", folder / "x.json", "--data", copied).code == 0
    command("prove", "record/x", "--data", copied, "-o", folder / "bundle.json")
    ran = command("verify", "--offline", folder / "bundle.json")
    assert "\u202e" not in ran.out
    assert "He \\u{202e} said so." in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "--key", "x"),
        ("verify", "--text", "x"),
        ("verify", "--offline", "no-such-file"),
        ("prove", "no-such-id"),
        ("backup",),
    ],
)
def test_wrong_usage_is_told(command: Kg, demo: Path, arguments: tuple[str, ...]) -> None:
    assert command(*arguments, "--data", demo).code == 2


def test_the_root_is_printed_to_be_compared(command: Kg, demo: Path) -> None:
    root = json.loads((next((demo / "generations").iterdir()) / "meta.json").read_text())["root"]
    ran = command("verify", "--deep", "--data", demo)
    assert f"1 checkpoints checked; root {root}\n" in ran.out


def test_a_backup_is_made_and_restored(command: Kg, demo: Path, folder: Path) -> None:
    ran = command("backup", folder / "backup", "--data", demo)
    assert (ran.code, ran.err) == (0, "")
    assert "backed up: 14 events, 32 files, root " in ran.out
    ran = command("restore", folder / "backup", folder / "again")
    assert ran.out.startswith("restored: 14 events, 14 records, 28 blobs, 1 checkpoints; root ")
    assert command("restore", folder / "backup", folder / "again").code == 1
    assert command("verify", "--data", folder / "again").code == 0


@pytest.mark.server
def test_a_drill_says_how_many_queries_answered_alike(command: Kg, demo: Path) -> None:
    ran = command("backup", "--drill", "--data", demo)
    assert (ran.code, ran.err) == (0, "")
    assert "is equal\n" in ran.out
    assert int(ran.out.splitlines()[-1].split()[0]) >= 20
    assert ran.out.endswith(" queries answered alike\n")
