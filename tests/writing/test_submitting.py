"""Writing for a server: in the process that writes, and through the handle that the server has."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from handing_in import body
from kg.errors import (
    ConflictError,
    LockedError,
    NotAllowedError,
    RecordError,
    StoreBusyError,
    StoreError,
    UnfinishedWriteError,
    UnknownThingError,
)
from kg.keeping.locking import locked
from kg.ledger import Kind, read
from kg.pool.pool import Pool
from kg.settings import Settings
from kg.writing import process as writing_process
from kg.writing.process import WritingProcess, start_writer
from kg.writing.sent import Sent, check_form
from kg.writing.submissions import Submissions, request_of
from kg.writing.submitting import write
from small_records import DAM, HILL

BASE = "https://example.org/"


def do(directory: Path, what: str, actor: str = "jane", **asked: Any) -> dict[str, Any]:
    """Do what the writer process does for one job; `body` has what it emits."""
    where = {
        "store": str(directory),
        "base": BASE,
        "wait": 0,
        "two_persons": False,
        "request": None,
    }
    emitted: list[bytes] = []
    header = write({"do": what, "actor": actor, **where, **asked}, emitted.append)
    return header | {"body": emitted}


def load(directory: Path, data: bytes, status: str = "accepted", **asked: Any) -> dict[str, Any]:
    sent = Sent(data, json=True).written()
    return do(directory, "load", **{"sent": sent, "status": status, "dry_run": False} | asked)


def form(data: bytes, *, json: bool = True) -> str | None:
    """Return the status a worker finds in a document."""
    status: str | None = check_form(Sent(data, json=json).written(), lambda _: None)["status"]
    return status


def events(directory: Path) -> list[tuple[str, Kind]]:
    """Return who did what, in the order of the ledger."""
    ledger = directory / "ledger"
    return [(e.entry.actor, e.entry.kind) for e in read(ledger)] if ledger.exists() else []


def test_a_record_is_written_under_the_name_of_who_asked_and_published(folder: Path) -> None:
    told = load(folder, body("hill"))
    assert (told["state"], told["version"], told["revision"], told["replayed"]) == (
        "added", 1, 1, False,
    )  # fmt: skip
    assert events(folder) == [("jane", Kind.ACCEPTED)]
    assert (folder / "current").read_text().strip() == "1"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    told = load(folder, body("hill"), dry_run=True)
    assert told["state"] == "added"
    assert events(folder) == []


def test_a_draft_is_shown_with_its_text_accepted_and_gone(folder: Path) -> None:
    drafted = load(folder, body("hill", status="draft"), "draft")
    (draft,) = do(folder, "drafts")["drafts"]
    assert (draft["record"], draft["version"], draft["actor"], draft["document"]) == (
        "hill", 1, "jane", drafted["document"],
    )  # fmt: skip
    shown = do(folder, "draft", record="hill")
    assert shown["body"][1].decode() == HILL
    assert len(shown["body"][0]) == shown["content_bytes"]
    assert shown["draft"] == draft
    accepted = do(folder, "accept", "joe", record="hill", document=draft["document"])
    assert (accepted["state"], accepted["version"]) == ("added", 1)
    assert do(folder, "drafts")["drafts"] == []
    assert events(folder) == [("jane", Kind.DRAFTED), ("joe", Kind.ACCEPTED)]


def test_a_draft_is_shown_beside_the_version_that_stands(folder: Path) -> None:
    load(folder, body("hill"))
    longer = body("hill", status="draft", passages=[{"function": "body", "quote": HILL}])
    load(folder, longer, "draft")
    shown = do(folder, "draft", record="hill")
    assert shown["draft"]["version"] == 2
    assert shown["diff"] == ["+ passage 0-37: body"]


def test_a_draft_nobody_handed_in_is_unknown(folder: Path) -> None:
    with pytest.raises(UnknownThingError):
        do(folder, "draft", record="hill")


def test_a_retracted_record_says_so(folder: Path) -> None:
    load(folder, body("hill"))
    assert do(folder, "retract", record="hill", reason="withdrawn")["state"] == "retracted"


def test_a_record_with_another_status_than_the_key_was_asked_about_is_not_taken(
    folder: Path,
) -> None:
    with pytest.raises(NotAllowedError):
        load(folder, body("hill"), "draft")
    assert events(folder) == []


def test_two_persons_are_needed_where_that_is_the_rule(folder: Path) -> None:
    with pytest.raises(NotAllowedError):
        load(folder, body("hill"), two_persons=True)
    told = load(folder, body("hill", status="draft"), "draft", two_persons=True)
    own = {"record": "hill", "document": told["document"], "two_persons": True}
    with pytest.raises(NotAllowedError):
        do(folder, "accept", "jane", **own)
    assert do(folder, "accept", "joe", **own)["state"] == "added"


def test_what_was_done_is_told_again_even_when_it_could_not_be_done_now(folder: Path) -> None:
    request = {"id": "a" * 64, "body": "b" * 64}
    load(folder, body("hill"))
    dam = body("dam", DAM, speakers=[])  # credits the speaker that the hill's record declares
    first = load(folder, dam, request=request)
    do(folder, "retract", record="hill", reason="withdrawn")
    with pytest.raises(RecordError):
        load(folder, dam)
    again = load(folder, dam, request=request)
    assert again == first | {"replayed": True}


def test_the_form_of_a_document_tells_its_status() -> None:
    assert form(body("hill")) == "accepted"
    assert form(body("hill", status="draft")) == "draft"
    assert form(b"record: hill\nstatus: draft\n", json=False) is None  # faults, told by the writer


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file ends"),
        (b"[", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "nested"),
        (body("hill").replace(b'{"inline"', b'{"file"'), "must be sent with it"),
    ],
)
def test_what_is_no_record_is_refused_before_the_writer_sees_it(data: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason) as caught:
        form(data)
    assert caught.value.faults


def test_requests_differ_by_actor_name_and_each_part_of_what_is_asked() -> None:
    asked = [
        request_of("jane", "a", b"x", b"y"),
        request_of("joe", "a", b"x", b"y"),
        request_of("jane", "b", b"x", b"y"),
        request_of("jane", "a", b"xy", b""),
    ]
    assert asked[0] == request_of("jane", "a", b"x", b"y")
    assert len({each.id for each in asked}) == 3
    assert asked[0].body != asked[3].body


class Processes:
    """A reader and a writer, started once; the handle is each test's own."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self.runner = runner
        self.readers = runner.run(Pool.start(1, reserved=0))
        self.writer = runner.run(start_writer())

    def submissions(self, directory: Path, wait: float = 10) -> Submissions:
        settings = Settings(store=str(directory), base=BASE, workers=2)
        return Submissions(
            self.readers, WritingProcess(self.writer, settings, wait=wait), seconds=10
        )

    def run(self, story: Coroutine[Any, Any, None]) -> None:
        self.runner.run(story)


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with asyncio.Runner() as runner:
        started = Processes(runner)
        yield started
        runner.run(started.readers.aclose())
        runner.run(started.writer.aclose())


HILL_SENT = Sent(body("hill"), json=True)
DAM_SENT = Sent(body("dam", DAM), json=True)


def writer_of(submissions: Submissions) -> int:
    """Return the process id of the writer."""
    (worker,) = submissions._process._pool._workers
    return worker.pid


def test_everything_works_in_the_jail_of_the_writer(folder: Path, processes: Processes) -> None:
    async def story(submissions: Submissions) -> None:
        draft = Sent(body("hill", status="draft"), json=True)
        status = (await submissions.form(draft)).status
        drafted = await submissions.load(draft, status, actor="jane")
        shown = await submissions.draft("hill", actor="joe")
        assert shown.pending in await submissions.drafts(actor="joe")
        assert (shown.pending.document, shown.text) == (drafted.document, HILL)
        assert shown.content["record"] == "hill"
        accepted = await submissions.accept("hill", drafted.document, actor="joe")
        assert (accepted.state, accepted.diff[0][0]) == ("added", "+")
        with pytest.raises(RecordError) as caught:
            await submissions.load(Sent(body("dam"), json=True), "accepted", actor="jane")
        assert "already read by record `hill`" in caught.value.detail
        gone = await submissions.retract("hill", "withdrawn", actor="joe")
        assert gone.state == "retracted"

    processes.run(story(processes.submissions(folder)))
    assert [kind for _, kind in events(folder)] == [Kind.DRAFTED, Kind.ACCEPTED, Kind.RETRACTED]
    assert (folder / "current").read_text().strip() == "3"


def test_all_faults_of_a_record_arrive_with_line_and_field(
    folder: Path, processes: Processes
) -> None:
    faulty = body("hill").replace(b'"act": "assert"', b'"act": "asert"')
    faulty = faulty.replace(b'"basis": "named"', b'"basis": "name"')

    async def story(submissions: Submissions) -> None:
        sent = Sent(faulty, json=True)
        with pytest.raises(RecordError) as caught:
            await submissions.load(sent, (await submissions.form(sent)).status, actor="jane")
        fields = {(fault.line, fault.field) for fault in caught.value.faults}
        assert fields == {(1, "attributions[0].act"), (1, "attributions[0].basis")}

    processes.run(story(processes.submissions(folder)))
    assert events(folder) == []


def test_a_write_goes_on_when_nobody_waits_for_it_any_more(
    folder: Path, processes: Processes
) -> None:
    async def story(submissions: Submissions) -> None:
        leaving = asyncio.create_task(submissions.load(HILL_SENT, "accepted", actor="jane"))
        await asyncio.sleep(0.01)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        after = await submissions.load(HILL_SENT, "accepted", actor="jane")
        assert after.state == "unchanged"

    processes.run(story(processes.submissions(folder)))


def test_a_write_that_nobody_waits_for_is_done_before_the_server_ends(folder: Path) -> None:
    async def story() -> None:
        settings = Settings(store=str(folder), base=BASE, workers=2)
        async with WritingProcess(await start_writer(), settings) as process:
            asked = {"sent": HILL_SENT.written(), "status": "accepted", "dry_run": False}
            leaving = asyncio.create_task(process.do("load", asked | {"request": None}, "jane"))
            await asyncio.sleep(0.01)
            leaving.cancel()

    asyncio.run(story())
    assert events(folder) == [("jane", Kind.ACCEPTED)]


def test_no_more_writes_wait_than_there_is_room_for(
    folder: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_process, "MOST_WAITING", 2)

    async def story(submissions: Submissions) -> None:
        first = [asyncio.create_task(submissions.drafts(actor="jane")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(StoreBusyError):
            await submissions.drafts(actor="jane")
        await asyncio.gather(*first)
        assert await submissions.drafts(actor="jane") == ()

    processes.run(story(processes.submissions(folder)))


def test_a_write_waits_for_another_program_only_so_long(folder: Path, processes: Processes) -> None:
    load(folder, body("hill"))

    async def story(submissions: Submissions) -> None:
        with locked(folder / "lock", wait=0), pytest.raises(LockedError):
            await submissions.load(DAM_SENT, "accepted", actor="jane")
        done = await submissions.load(DAM_SENT, "accepted", actor="jane")
        assert done.state == "added"

    processes.run(story(processes.submissions(folder, wait=0.1)))


def test_a_writer_that_is_killed_is_replaced_and_nothing_is_written_twice(
    folder: Path, processes: Processes
) -> None:
    load(folder, body("hill"))
    request = request_of("jane", "once", b"dam")

    async def story(submissions: Submissions) -> None:
        with locked(folder / "lock", wait=0):  # so that it is killed while it waits
            lost = asyncio.create_task(
                submissions.load(DAM_SENT, "accepted", actor="jane", request=request)
            )
            await asyncio.sleep(0.5)
            os.kill(writer_of(submissions), signal.SIGKILL)
            with pytest.raises(UnfinishedWriteError, match="could say"):
                await lost
        states = [
            await submissions.load(DAM_SENT, "accepted", actor="jane", request=request)
            for _ in range(2)
        ]
        assert [(each.state, each.replayed) for each in states] == [
            ("added", False), ("added", True),
        ]  # fmt: skip
        assert states[0].revision == states[1].revision
        other = request_of("jane", "once", b"another dam")
        with pytest.raises(ConflictError):
            await submissions.load(DAM_SENT, "accepted", actor="jane", request=other)

    processes.run(story(processes.submissions(folder)))
    assert len(events(folder)) == 2


def test_a_damaged_ledger_is_no_fault_of_who_sends_a_record(
    folder: Path, processes: Processes
) -> None:
    load(folder, body("hill"))
    (segment,) = folder.glob("ledger/*.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b'"jane"', b'"joan"'))

    async def story(submissions: Submissions) -> None:
        with pytest.raises(StoreError) as caught:
            await submissions.load(DAM_SENT, "accepted", actor="jane")
        assert str(folder) not in str(caught.value)

    processes.run(story(processes.submissions(folder)))


def test_a_document_that_kills_its_worker_is_refused_as_a_record(
    folder: Path, processes: Processes
) -> None:
    async def story(submissions: Submissions) -> None:
        submissions._seconds = 0.05
        with pytest.raises(RecordError, match="more to read than any record may"):
            await submissions.form(Sent(b"- a\n" * 500_000, json=False))
        submissions._seconds = 10
        assert (await submissions.form(HILL_SENT)).status == "accepted"

    processes.run(story(processes.submissions(folder)))
