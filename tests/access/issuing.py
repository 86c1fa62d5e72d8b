"""Issues keys in processes of its own: many at once, or one that is killed at every step of it."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from kg.access import Keyring, Scope

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def many(directory: Path, number: int) -> None:
    """Wait for a line on standard input, then issue and print keys, in haste."""
    ring = Keyring(directory)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(number):
        print(ring.issue("jane-doe", [Scope.DRAFT], now=NOON)[1])


def killed(root: Path) -> None:
    """Issue a key in a folder per step, killed before its first, its second, ... call of C."""
    step = 0
    while True:
        step += 1
        folder = root / f"{step:04}"
        folder.mkdir()
        if step % 2:  # one that has a key already, one that has not even the folder
            _, text = Keyring(folder).issue("first", [Scope.DRAFT], now=NOON)
            (folder / "first").write_text(text)
        child = os.fork()
        if child == 0:
            _one(folder, step)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return


def _one(folder: Path, step: int) -> None:
    left = step

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal left
        if event == "c_call":
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    _, text = Keyring(folder).issue("second", [Scope.DRAFT], now=NOON)
    sys.setprofile(None)
    (folder / "second").write_text(text)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        many(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        killed(Path(sys.argv[1]))
