"""The writer process of a server, as the server holds it: one job at a time, none cut short.

A document is first read by an ordinary worker, which may die of it. What the writer has begun it
ends, even when whoever asked has gone. If its process dies all the same, nobody can know at once
whether the event was written: the answer says so, and the same request may be sent again with its
`Idempotency-Key`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from kg.collection.outcomes import Outcome
from kg.collection.sent import Form
from kg.errors import (
    IncompleteAnswerError,
    LimitError,
    RecordError,
    StoreBusyError,
    StoreUnreachableError,
    UnfinishedWriteError,
)
from kg.ledger import Request
from kg.pool.confinement import Jail
from kg.pool.lanes import Lane
from kg.pool.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kg.collection.sent import Sent
    from kg.pool.frames import JsonObject
    from kg.pool.job import Reply
    from kg.settings import Settings

WRITER_COMMAND: Final = (sys.executable, "-P", "-m", "kg.writer")
WRITER_JAIL: Final = Jail(memory=2 * 2**30, files=4096, writes=True)
MOST_WAITING: Final = 32
"""Writes that may be under way or waiting; the next one is sent away."""
SECONDS: Final = 60.0
"""How long one write may take, and how long one waits for its turn."""
SECONDS_TO_LEAVE: Final = 5.0
"""How long what has begun may still take when the server ends."""
MOST_BYTES: Final = 64 * 2**20
_BROKEN_OFF: Final = (LimitError, IncompleteAnswerError, StoreUnreachableError)


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
    """A draft with what it says, as the ledger keeps it, and the text it reads."""

    pending: Pending
    content: dict[str, Any]
    text: str


class Submissions:
    """What a server that accepts writes may ask its writer; see `start`."""

    def __init__(self, readers: Pool, writer: Pool, settings: Settings) -> None:
        """Use `start` instead."""
        self._readers = readers
        self._writer = writer
        self._settings = settings
        self._running: set[asyncio.Task[Reply]] = set()
        self._leaving = False

    @classmethod
    async def start(
        cls, readers: Pool, settings: Settings, command: Sequence[str] = WRITER_COMMAND
    ) -> Self:
        """Start the writer process.

        Args:
            readers: where documents are read before the writer gets them.
            settings: where to write, and under which rules.
            command: what to run as the writer, for tests.

        Raises:
            StoreUnreachableError: it did not start.
        """
        writer = await Pool.start(
            1, reserved=0, patience=SECONDS, jail=WRITER_JAIL, command=command
        )
        return cls(readers, writer, settings)

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
                seconds=self._settings.time_limit,
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

    async def drafts(self, *, actor: str) -> tuple[Pending, ...]:
        """Return the drafts nobody has accepted yet."""
        reply = await self._do("drafts", {}, actor)
        return tuple(Pending(**each) for each in reply.header["drafts"])

    async def draft(self, record: str, *, actor: str) -> Shown:
        """Return the pending draft of a record.

        Raises:
            UnknownThingError: there is none.
        """
        reply = await self._do("draft", {"record": record}, actor)
        length = reply.header.pop("content_bytes")
        content, text = reply.body[:length], reply.body[length:]
        return Shown(Pending(**reply.header), json.loads(content), text.decode())

    async def publish(self) -> None:
        """Let readers see everything that is in the ledger; makes a new directory one of ours."""
        await self._begin("publish", {}, self._settings.actor)

    def settle(self) -> None:
        """Let the writer end, some time soon, what a crash left undone; nobody waits for it."""
        if not self._leaving:
            self._begin("publish", {}, self._settings.actor)

    async def aclose(self) -> None:
        """End the writer process; what has begun gets a few seconds to end."""
        self._leaving = True
        if self._running:
            await asyncio.wait(self._running, timeout=SECONDS_TO_LEAVE)
        await self._writer.aclose()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def __aenter__(self) -> Self:
        """Return the handle, to be closed at the end of the block."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the handle."""
        await self.aclose()

    async def _written(
        self, do: str, asked: JsonObject, actor: str, request: Request | None
    ) -> Outcome:
        told = None if request is None else {"id": request.id, "body": request.body}
        reply = await self._do(do, asked | {"request": told}, actor)
        header = reply.header
        return Outcome(**header | {"diff": tuple(header["diff"])})

    async def _do(self, do: str, asked: JsonObject, actor: str) -> Reply:
        if len(self._running) >= MOST_WAITING:
            raise StoreBusyError(
                f"{MOST_WAITING} writes are waiting already", hint="try again in a few seconds"
            )
        try:
            return await asyncio.shield(self._begin(do, asked, actor))
        except UnfinishedWriteError:
            self.settle()
            raise

    def _begin(self, do: str, asked: JsonObject, actor: str) -> asyncio.Task[Reply]:
        where = {
            "do": do,
            "store": self._settings.store,
            "base": self._settings.base,
            "actor": actor,
            "two_persons": self._settings.two_persons,
        }
        task = asyncio.create_task(self._run(where | asked))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def _run(self, payload: JsonObject) -> Reply:
        try:
            return await self._writer.run("write", payload, seconds=SECONDS, max_bytes=MOST_BYTES)
        except _BROKEN_OFF as error:
            raise UnfinishedWriteError(
                "The writer ended before it could say whether it was done",
                hint="send the same request again, with the same Idempotency-Key",
            ) from error

    def _ended(self, task: asyncio.Task[Reply]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: whoever asked may have gone
