"""What a crash leaves, and that the next writer puts it right."""

from __future__ import annotations

import errno
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.auditing.comparing import index_differences
from kg.errors import LedgerError, StoreError
from kg.keeping.books import last_applied
from kg.keeping.stepping import StepName
from kg.ledger import read
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from quick_folders import quick_folder
from small_records import DAM, small

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://example.org/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

CRASHES = """
import os, signal, sys
from pathlib import Path
from kg.writing.writer import Writer
from small_records import small

def write(directory, deadly):
    begun = []
    def step(name):
        begun.extend(["begun"] if name == "blobs-written" else [])
        if begun and name == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
    with Writer.open(directory, base="https://example.org/", actor="tester") as writer:
        writer.load(small("hill"))
        writer.publish()
    with Writer.open(directory, base="https://example.org/", actor="tester", step=step) as writer:
        changed = [{"function": "body", "quote": "hill"}]
        writer.load(small("hill", known=writer.known, passages=changed))
        writer.publish()
    os._exit(0)

for deadly in sys.argv[2:]:
    child = os.fork() or write(Path(sys.argv[1]) / deadly, deadly)
    print(deadly, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module")
def crashed() -> Iterator[Path]:
    """Yield a folder with one data directory for each step at which its writer was killed."""
    with quick_folder() as folder:
        done = subprocess.run(
            [sys.executable, "-c", CRASHES, str(folder), *get_args(StepName)],
            env={"PYTHONPATH": str(Path(__file__).parents[1])},
            stdout=subprocess.PIPE,
            check=True,
        )
        killed = [f"{step} {-signal.SIGKILL}" for step in get_args(StepName)]
        assert done.stdout.decode().splitlines() == killed
        yield folder


class Crash(Exception):  # noqa: N818  (it is what happens, not what is wrong)
    """Ends a writer without letting it commit: its graph is then ahead of its books."""


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    with Writer.open(directory, base=BASE, actor="tester", clock=lambda: NOON) as writer:
        yield writer
        writer.publish()


def newest(directory: Path) -> Path:
    return directory / "generations" / (directory / "current").read_text().strip()


def quads(directory: Path) -> set[str]:
    return {str(quad) for quad in Store.read_only(str(newest(directory) / "store"))}


def same_as_rebuilt(directory: Path, view: Path) -> bool:
    """Return whether graph and index are what the ledger alone gives."""
    rebuilt = rebuild(directory, to=view)
    differences = list(index_differences(newest(directory) / "index.sqlite", rebuilt.index))
    return quads(view) == quads(directory) and differences == []


@pytest.mark.parametrize("deadly", get_args(StepName))
def test_a_writer_killed_at_any_step_loses_nothing_and_does_nothing_twice(
    crashed: Path, folder: Path, deadly: str
) -> None:
    data = crashed / deadly
    kept = 1 if deadly == "blobs-written" else 2
    assert len(list(read(data / "ledger"))) == kept
    with writing(data):
        pass
    assert len(list(read(data / "ledger"))) == kept
    graphs = {quad.rpartition(" ")[2] for quad in quads(data)}
    assert {name for name in graphs if "/record-" in name} == {
        f"<https://example.org/graph/record-hill-v{kept}>"
    }
    assert same_as_rebuilt(data, folder / "view")
    assert not list((data / "generations").glob("*.tmp"))


def test_an_event_that_could_not_be_applied_is_applied_at_the_next_opening(
    folder: Path,
) -> None:
    def fail(name: StepName) -> None:
        if name == "event-appended":
            raise StoreError("The disk is full")

    with (
        pytest.raises(StoreError, match="The disk is full"),
        Writer.open(folder, base=BASE, actor="t", step=fail) as writer,
    ):
        writer.load(small("hill"))
    with writing(folder):
        pass
    assert any("record-hill-v1" in quad for quad in quads(folder))


def test_a_writer_that_is_behind_its_ledger_does_nothing_more(folder: Path) -> None:
    def fail(name: StepName) -> None:
        if name == "event-appended":
            raise StoreError("The disk is full")

    with Writer.open(folder, base=BASE, actor="t", step=fail) as writer:
        with pytest.raises(StoreError, match="The disk is full"):
            writer.load(small("hill"))
        for again in (
            writer.publish,
            lambda: writer.load(small("dam", DAM)),
            lambda: writer.retract("hill", "why"),
        ):
            with pytest.raises(StoreError, match="could not be applied") as caught:
                again()
            assert caught.value.hint == "open the collection again; it is put right then"
    assert len(list(read(folder / "ledger"))) == 1


@pytest.mark.parametrize("full_at", ["blobs-written", "graph-changed", "generation-added"])
def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(folder: Path, full_at: str) -> None:
    def fill(name: StepName) -> None:
        if name == full_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    with Writer.open(folder, base=BASE, actor="t", step=fill) as writer:

        def write() -> None:
            writer.load(small("hill"))
            writer.publish()

        with pytest.raises(StoreError, match="No space left on device"):
            write()
    with writing(folder) as writer:
        writer.load(small("hill"))
    assert any("record-hill-v1" in quad for quad in quads(folder))
    assert not any("record-hill-v2" in quad for quad in quads(folder))


@pytest.mark.parametrize("lost", ["live", "live/store", "live/index.sqlite", "live/books.sqlite"])
def test_what_is_missing_beside_the_ledger_is_made_again(folder: Path, lost: str) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    before = quads(folder)
    if (folder / lost).is_dir():
        shutil.rmtree(folder / lost)
    else:
        (folder / lost).unlink()
    with writing(folder) as writer:
        assert writer.load(small("hill", known=writer.known)).state == "unchanged"
        writer.load(small("dam", DAM, writer.known))
    assert before < quads(folder)


@pytest.mark.parametrize("damaged", ["books.sqlite", "index.sqlite"])
def test_what_is_damaged_beside_the_ledger_is_made_again(folder: Path, damaged: str) -> None:
    with writing(folder / "data") as writer:
        writer.load(small("hill"))
    (folder / "data" / "live" / damaged).write_bytes(b"this is no database at all " * 99)
    with writing(folder / "data") as writer:
        writer.load(small("dam", DAM, writer.known))
    assert same_as_rebuilt(folder / "data", folder / "view")


def test_long_work_is_made_safe_in_between(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("keeping.recovery", "writing.applying"):
        monkeypatch.setattr(f"kg.{module}.OFTEN", 1)
    data, books = folder / "data", folder / "data" / "live" / "books.sqlite"
    with suppress(Crash), Writer.open(data, base=BASE, actor="t") as writer:
        writer.load(small("hill"))
        assert last_applied(books)[0] == 1
        writer.load(small("dam", DAM, writer.known))
        raise Crash
    shutil.rmtree(data / "live")
    with writing(data):
        assert last_applied(books)[0] == 2
    assert same_as_rebuilt(data, folder / "view")


def test_an_index_that_lost_its_last_commits_is_made_again(folder: Path) -> None:
    data, index = folder / "data", folder / "data" / "live" / "index.sqlite"
    with writing(data) as writer:
        writer.load(small("hill"))
    shutil.copy(index, folder / "old.sqlite")
    with writing(data) as writer:
        writer.load(small("dam", DAM, writer.known))
    shutil.copy(folder / "old.sqlite", index)
    with writing(data) as writer:
        writer.retract("hill", "to have something new")
    assert same_as_rebuilt(data, folder / "view")


def test_what_another_version_of_the_program_made_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
    monkeypatch.setattr("kg.keeping.building.version", lambda _: "9.9.9")
    with writing(folder):
        pass
    assert newest(folder).name == "1-2"
    assert '"program": "9.9.9, format' in (newest(folder) / "meta.json").read_text()


def test_a_ledger_that_lost_applied_events_is_refused(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        writer.load(small("dam", DAM, writer.known))
    segment = folder / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().splitlines(keepends=True)[0])
    with (
        pytest.raises(LedgerError, match="ends with event 1, but event 2 was already applied"),
        writing(folder),
    ):
        pytest.fail("a shortened ledger was taken")


def test_a_ledger_exchanged_for_another_is_refused(folder: Path) -> None:
    for name, record in (("one", "hill"), ("other", "dam")):
        with writing(folder / name) as writer:
            writer.load(small(record))
    segment = "ledger/events-000001.jsonl"
    shutil.copy(folder / "other" / segment, folder / "one" / segment)
    with (
        pytest.raises(LedgerError, match="Event 1 of the ledger is not the event 1"),
        writing(folder / "one"),
    ):
        pytest.fail("another ledger was taken")
    with writing(folder / "other") as writer:
        writer.retract("dam", "to have a second event")
    shutil.copy(folder / "other" / segment, folder / "one" / segment)
    with (
        pytest.raises(LedgerError, match="Event 1 of the ledger is not the event 1"),
        writing(folder / "one"),
    ):
        pytest.fail("another ledger was taken")


def test_an_unfinished_last_line_is_reported_and_the_rest_goes_on(folder: Path) -> None:
    with writing(folder) as writer:
        writer.load(small("hill"))
        assert writer.torn is None
    with (folder / "ledger" / "events-000001.jsonl").open("ab") as file:
        file.write(b'{"actor":"tes')
    with writing(folder) as writer:
        assert writer.torn is not None
        assert writer.torn.content == b'{"actor":"tes'
        assert writer.load(small("dam", DAM, writer.known)).revision == 2


RECORDS = ("a", "b", "c")
CHANGES = st.sampled_from(("load", "reword", "name", "retract", "draft", "commit", "crash"))


def act(writer: Writer, record: str, change: str) -> None:
    """Do one thing to one of three records that share their speaker."""
    names = [{"text": record, "lang": "en"}] if change == "name" else []
    speakers = [{"id": "mod", "kind": "organization", "name": "The ministry", "names": names}]
    text = f"The ministry said {record} was {'closed' if change == 'reword' else 'open'}."
    status = "draft" if change == "draft" else "accepted"
    if change == "crash":
        raise Crash
    if change == "commit":
        writer.publish()
    elif change != "retract":
        claims = [{"id": f"claim-{record}", "text": "it was so", "language": "en"}]
        writer.load(
            small(record, text, writer.known, status=status, speakers=speakers, claims=claims)
        )
    elif writer.known.definition("source", f"paper-{record}"):
        writer.retract(record, "why not")


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(RECORDS), CHANGES), max_size=10))
def test_whatever_is_done_and_wherever_it_crashes_graph_and_index_follow_from_the_ledger(
    folder: Path, steps: list[tuple[str, str]]
) -> None:
    with TemporaryDirectory(dir=folder) as name:
        data, left = Path(name) / "data", list(steps)
        while left:
            with suppress(Crash), Writer.open(data, base=BASE, actor="t") as writer:
                while left:
                    act(writer, *left.pop(0))
        with writing(data):
            pass
        assert same_as_rebuilt(data, Path(name) / "view")
