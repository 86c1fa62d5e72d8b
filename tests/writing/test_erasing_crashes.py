"""An erasure that is cut short anywhere is finished by whoever opens the collection next."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from erasing import load, places, writing
from kg.auditing.verifying import verify
from kg.errors import ErasedError, StoreError
from kg.keeping.books import last_applied
from kg.keeping.stepping import StepName
from kg.ledger import Blobs, Kind, read
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from quick_folders import quick_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BASE = "https://example.org/"
WORD = "qzvxkplwmrtg"
OTHER = "hbdfjkwnvqxz"

DEADLY: tuple[StepName, ...] = (
    "event-appended",
    "graph-changed",
    "index-changed",
    "index-committed",
    "committed",
    "checkpoint-signed",
    "generation-added",
    "generation-shown",
)
WITHIN = ("after one blob", "before the old generations go", "amid the old generations")

CRASHES = """
import os, shutil, signal, sys
from pathlib import Path
from erasing import BASE, load, writing
from kg.keeping import generations, publishing
from kg.writing import erasing
from kg.writing.writer import Writer

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def one_then_die(self, digests):
    discard(self, list(digests)[:1])
    die()

def half_then_die(path, **_):
    if path.exists():
        shutil.rmtree(path / "store")
        die()

def erase(directory, deadly):
    global discard
    with writing(directory) as writer:
        load(writer, "hill", "qzvxkplwmrtg")
        load(writer, "dam", "hbdfjkwnvqxz")
    opened = []
    def step(name):
        if opened and name == deadly:
            die()
    with Writer.open(directory, base=BASE, actor="tester", step=step) as writer:
        opened.append(True)
        if deadly == "after one blob":
            discard, erasing.Blobs.discard = erasing.Blobs.discard, one_then_die
        elif deadly == "before the old generations go":
            publishing.remove_older = die
        elif deadly == "amid the old generations":
            class Halving:
                rmtree = staticmethod(half_then_die)
            def removing(*args, **more):
                generations.shutil = Halving
                generations.remove_older(*args, **more)
            publishing.remove_older = removing
        writer.erase("hill", "asked to")
        writer.publish()
    os._exit(0)

for deadly in sys.argv[2:]:
    child = os.fork() or erase(Path(sys.argv[1]) / deadly, deadly)
    print(deadly, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module")
def crashed() -> Iterator[Path]:
    """Yield a folder with one data directory for each moment at which its writer was killed."""
    with quick_folder() as folder:
        done = subprocess.run(
            [sys.executable, "-c", CRASHES, str(folder), *DEADLY, *WITHIN],
            env={"PYTHONPATH": str(Path(__file__).parents[1])},
            stdout=subprocess.PIPE,
            check=True,
        )
        killed = [f"{moment} {-signal.SIGKILL}" for moment in (*DEADLY, *WITHIN)]
        assert done.stdout.decode().splitlines() == killed
        yield folder


@pytest.mark.parametrize("deadly", [*DEADLY, *WITHIN])
def test_an_erasure_killed_at_any_moment_is_finished_by_the_next_opening(
    crashed: Path, deadly: str, counted: Callable[[str, int], None]
) -> None:
    data = crashed / deadly
    assert places(data, WORD) != set()
    assert [event.entry.kind for event in read(data / "ledger")][2:] == [Kind.ERASED]
    with Writer.open(data, base=BASE, actor="tester") as writer:
        assert places(data, WORD) == set()
        with pytest.raises(ErasedError, match="This was erased"):
            writer.erase("hill", "once more")
    assert verify(data, deep=True).findings == []
    assert {part.partition("/")[0] for part in places(data, OTHER)} == {
        "generations",
        "ledger",
        "live",
    }
    assert last_applied(data / "live" / "books.sqlite")[0] == 3
    counted("erasures cut short", 1)


def test_a_rebuild_finishes_an_erasure_too(folder: Path) -> None:
    with writing(folder / "data") as writer:
        load(writer, "hill", WORD)
        load(writer, "dam", OTHER)
    fail_at_deletion(folder / "data")
    assert "ledger/blobs" in places(folder / "data", WORD)
    rebuild(folder / "data")
    assert places(folder / "data", WORD) == set()
    assert verify(folder / "data").sound


def fail_at_deletion(data: Path) -> None:
    def refused(_: Blobs, digests: Iterable[str]) -> None:
        list(digests)
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kg.writing.erasing.Blobs.discard", refused)
        with Writer.open(data, base=BASE, actor="tester") as writer:
            with pytest.raises(StoreError, match="Input/output error"):
                writer.erase("hill", "asked to")
            with pytest.raises(StoreError, match="could not be applied"):
                writer.publish()
