from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kg.access import Keyring, Scope
from quick_folders import quick_folder

ISSUING = Path(__file__).with_name("issuing.py")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, ISSUING, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_that_issue_at_once_lose_no_key(counted: Callable[[str, int], None]) -> None:
    with quick_folder() as folder:
        both = [started(folder, "50"), started(folder, "50")]
        for process in both:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in both:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        texts = [line for process in both for line in process.communicate(timeout=60)[0].split()]
        ring = Keyring(folder)
        found = {ring.find(text, NOON) for text in texts}
        assert len(found) == 100
        assert found == set(ring.keys())
    counted("keys issued by two processes at once", len(found))


def test_a_key_whose_issuing_is_killed_is_there_or_absent_and_the_file_whole(
    counted: Callable[[str, int], None],
) -> None:
    with quick_folder() as root:
        process = started(root)
        process.communicate(timeout=60)
        assert process.returncode == 0
        folders = sorted(root.iterdir())
        issued = [_after_the_kill(folder) for folder in folders]
    assert issued[0] is False
    assert issued[-1] is True
    assert len(issued) > 50
    counted("steps of issuing a key at which it was killed", len(issued) - 1)


def _after_the_kill(folder: Path) -> bool:
    """Return whether the key that was being issued is there; check what else must hold."""
    ring = Keyring(folder)
    actors = _actors(ring)
    before = ["first"] if (folder / "first").exists() else []
    assert actors in (before, [*before, "second"])
    for told in (folder / "first", folder / "second"):
        if told.exists():
            assert ring.find(told.read_text(), NOON).actor == told.name
    _, text = ring.issue("third", [Scope.DRAFT], now=NOON)
    assert ring.find(text, NOON).actor == "third"
    assert _actors(ring) == [*actors, "third"]
    return "second" in actors


def _actors(ring: Keyring) -> list[str]:
    known = ring.keys()
    return [key.actor for key in known]
