from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from kg.errors import LockedError
from kg.keeping.locking import locked

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, pathlib
from kg.keeping.locking import locked
with locked(pathlib.Path(sys.argv[1]), wait=0):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_which_process_is_writing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(LockedError, match=f"process {other.pid}") as caught,
            locked(tmp_path / "lock", wait=0),
        ):
            pytest.fail("two writers at once")
        assert caught.value.where == str(tmp_path)
        other.kill()
    with locked(tmp_path / "lock", wait=5):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_a_second_writer_waits_for_its_turn(tmp_path: Path) -> None:
    first = locked(tmp_path / "lock", wait=0)
    first.__enter__()
    timer = threading.Timer(0.1, lambda: first.__exit__(None, None, None))
    timer.start()
    with locked(tmp_path / "lock", wait=30):
        timer.join()
        assert timer.finished.is_set()


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock", wait=0):
        raise ZeroDivisionError
    with locked(tmp_path / "lock", wait=0):
        pass
