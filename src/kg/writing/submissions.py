"""What a server that accepts writes may ask: to take records and judgements, and take them back.

A document is first read by an ordinary worker, which may die of it; only what came through is
given to the writer.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import LimitError, RecordError
from kg.ledger import Request
from kg.pool.lanes import Lane
from kg.writing.process import MOST_BYTES
from kg.writing.sent import Form

if TYPE_CHECKING:
    from kg.judgements import Given
    from kg.pool.frames import JsonObject
    from kg.pool.pool import Pool
    from kg.writing.judgement_outcomes import JudgementOutcome
    from kg.writing.outcomes import Outcome
    from kg.writing.process import WritingProcess
    from kg.writing.sent import Sent


def request_of(actor: str, key: str, *asked: bytes) -> Request:
    """Return what tells a request from every other: who asked, under which name, and for what.

    Args:
        actor: who asks.
        key: the `Idempotency-Key` the actor chose.
        asked: all the request asks for, in parts.
    """
    body = hashlib.sha256()
    for part in asked:
        body.update(len(part).to_bytes(8, "big") + part)
    return Request(hashlib.sha256(f"{actor}\n{key}".encode()).hexdigest(), body.hexdigest())


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft that nobody has accepted yet, as lists show it.

    `version` is the one it would get; `document` the SHA-256 of what the draft says, which whoever
    accepts it names; `at` is UTC.
    """

    record: str
    version: int
    document: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft with what it says, as the ledger keeps it, and the text it reads.

    `diff` says in lines what accepting it would change.
    """

    pending: Pending
    diff: tuple[str, ...]
    content: dict[str, Any]
    text: str


class Submissions:
    """The writer of a server, with the workers that read for it.

    ::

        async with WritingProcess(await start_writer(), settings) as process:
            submissions = Submissions(readers, process, seconds=10)
            outcome = await submissions.load(sent, "draft", actor="jane-doe")
    """

    def __init__(self, readers: Pool, process: WritingProcess, *, seconds: float) -> None:
        """Give a worker `seconds` to read one document: a whole text takes longer than a query."""
        self._readers = readers
        self._process = process
        self._seconds = seconds

    @property
    def alive(self) -> bool:
        """Whether there is a writer now; one that was lost is replaced."""
        return self._process.alive

    async def form(self, sent: Sent) -> Form:
        """Return what can be told of a document without the collection.

        Raises:
            RecordError: it is no record, or a worker died of it.
            StoreBusyError: no worker became free in time.
        """
        try:
            reply = await self._readers.run(
                "read",
                sent.written(),
                seconds=self._seconds,
                max_bytes=MOST_BYTES,
                lane=Lane.ADHOC,
            )
        except LimitError as error:
            raise RecordError(
                "The record takes more to read than any record may",
                where=sent.name,
                hint="nest it less deeply, or divide it",
            ) from error
        return Form(**reply.header)

    async def load(
        self,
        sent: Sent,
        status: str | None,
        *,
        actor: str,
        request: Request | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Take a record that `form` has read; `status` is what it found.

        Raises:
            RecordError: it has faults.
            StoreBusyError, LockedError: nothing was begun; try again.
            UnfinishedWriteError: it may have been written; try again with the same request.
            KgError: whatever else `Writer.load` raises.
        """
        asked = {"sent": sent.written(), "status": status, "dry_run": dry_run}
        return await self._written("load", asked, actor, request)

    async def accept(
        self, record: str, document: str, *, actor: str, request: Request | None = None
    ) -> Outcome:
        """Make a version of the draft with that SHA-256; raises as `Writer.accept` and `load`."""
        return await self._written(
            "accept", {"record": record, "document": document}, actor, request
        )

    async def retract(
        self, record: str, reason: str, *, actor: str, request: Request | None = None
    ) -> Outcome:
        """Take a record back; raises as `Writer.retract` and `load`."""
        return await self._written("retract", {"record": record, "reason": reason}, actor, request)

    async def judge(
        self,
        given: Given,
        *,
        actor: str,
        others: bool,
        request: Request | None = None,
        dry_run: bool = False,
    ) -> JudgementOutcome:
        """Take a judgement by itself; raises as `Writer.judge` and `load`."""
        asked = {"given": given.model_dump(mode="json"), "others": others, "dry_run": dry_run}
        return await self._judged("judge", asked, actor, request)

    async def withdraw(
        self,
        judgement: str,
        reason: str,
        *,
        actor: str,
        others: bool,
        request: Request | None = None,
    ) -> JudgementOutcome:
        """Take a judgement back; raises as `Writer.withdraw` and `load`."""
        asked = {"judgement": judgement, "reason": reason, "others": others}
        return await self._judged("withdraw", asked, actor, request)

    async def drafts(self, *, actor: str) -> tuple[Pending, ...]:
        """Return the drafts nobody has accepted yet."""
        reply = await self._process.do("drafts", {}, actor)
        return tuple(Pending(**each) for each in reply.header["drafts"])

    async def draft(self, record: str, *, actor: str) -> Shown:
        """Return the pending draft of a record.

        Raises:
            UnknownThingError: there is none.
        """
        reply = await self._process.do("draft", {"record": record}, actor)
        told, length = reply.header, reply.header["content_bytes"]
        content, text = reply.body[:length], reply.body[length:]
        return Shown(
            Pending(**told["draft"]), tuple(told["diff"]), json.loads(content), text.decode()
        )

    async def _written(
        self, do: str, asked: JsonObject, actor: str, request: Request | None
    ) -> Outcome:
        told = await self._told(do, asked, actor, request)
        from kg.writing.outcomes import Outcome  # brings the reading of records with it

        return Outcome(**told)

    async def _judged(
        self, do: str, asked: JsonObject, actor: str, request: Request | None
    ) -> JudgementOutcome:
        told = await self._told(do, asked, actor, request)
        from kg.writing.judgement_outcomes import JudgementOutcome  # as above

        return JudgementOutcome(**told)

    async def _told(
        self, do: str, asked: JsonObject, actor: str, request: Request | None
    ) -> dict[str, Any]:
        named = None if request is None else {"id": request.id, "body": request.body}
        header = (await self._process.do(do, asked | {"request": named}, actor)).header
        return header | {name: tuple(header[name]) for name in ("diff", "warnings")}
