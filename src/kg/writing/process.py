"""The writer process of a server: one job at a time, and none cut short.

What it has begun it ends, even when whoever asked has gone. If it dies all the same, nobody can
know at once whether an event was written: then that is what is said, and the same request may be
sent again. What a crash left undone is ended as soon as another writer has started.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from kg.errors import (
    DataError,
    ErasedError,
    IncompleteAnswerError,
    KgError,
    LimitError,
    RecordError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    UnfinishedWriteError,
    UsageError,
)
from kg.pool.confinement import Jail
from kg.pool.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kg.pool.frames import JsonObject
    from kg.pool.job import Reply
    from kg.settings import Settings

WRITER_COMMAND: Final = (sys.executable, "-P", "-m", "kg.writer")
WRITER_JAIL: Final = Jail(memory=2 * 2**30, files=4096, writes=True)
WAIT: Final = 10.0
"""How long the writer waits for another program that is writing."""
MOST_WAITING: Final = 32
"""Jobs that may be under way or waiting; the next one is sent away."""
SECONDS: Final = 60.0
"""How long one job may take, and how long one waits for its turn."""
SECONDS_TO_LEAVE: Final = 5.0
"""How long what has begun may still take when the server ends."""
MOST_BYTES: Final = 64 * 2**20
_BROKEN_OFF: Final = (LimitError, IncompleteAnswerError, StoreUnreachableError)


async def start_writer(command: Sequence[str] = WRITER_COMMAND) -> Pool:
    """Start the writer: a pool of one, as two would only wait for each other.

    Raises:
        StoreUnreachableError: it did not start.
    """
    return await Pool.start(1, reserved=0, patience=SECONDS, jail=WRITER_JAIL, command=command)


class WritingProcess:
    """Hands jobs to the writer, in their order."""

    def __init__(self, pool: Pool, settings: Settings, *, wait: float = WAIT) -> None:
        """Take over the writer, from `start_writer`.

        Args:
            pool: the writer.
            settings: where to write, and under which rules.
            wait: seconds to wait for another program that is writing there.
        """
        self._pool = pool
        self._settings = settings
        self._wait = wait
        self._running: set[asyncio.Task[Reply]] = set()
        self._leaving = False

    @property
    def alive(self) -> bool:
        """Whether there is a writer now; one that was lost is replaced."""
        return self._pool.size > 0

    async def do(self, what: str, asked: JsonObject, actor: str) -> Reply:
        """Have one job done for an actor; see `kg.writing.submitting.write`.

        Raises:
            StoreBusyError: too many wait already, or it waited too long; nothing was begun.
            UnfinishedWriteError: the writer died; it may or may not have been done.
            KgError: whatever the job itself raised.
        """
        if len(self._running) >= MOST_WAITING:
            raise StoreBusyError(
                f"{MOST_WAITING} writes are waiting already", hint="try again in a few seconds"
            )
        return await asyncio.shield(self._begin(what, asked, actor))

    async def publish(self) -> None:
        """Let readers see what is in the ledger; makes a new directory one of ours."""
        await self._begin("publish", {}, self._settings.actor)

    def settle(self) -> None:
        """End, some time soon, what a crash left undone; nobody waits for it."""
        if not self._leaving:
            self._begin("publish", {}, self._settings.actor)

    async def aclose(self) -> None:
        """End the process; what has begun gets a few seconds to end."""
        self._leaving = True
        if self._running:
            await asyncio.wait(self._running, timeout=SECONDS_TO_LEAVE)
        await self._pool.aclose()
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

    def _begin(self, what: str, asked: JsonObject, actor: str) -> asyncio.Task[Reply]:
        payload = {
            "do": what,
            "store": self._settings.store,
            "base": self._settings.base,
            "actor": actor,
            "two_persons": self._settings.two_persons,
            "wait": self._wait,
        }
        task = asyncio.create_task(self._run(payload | asked))
        self._running.add(task)
        task.add_done_callback(partial(self._ended, what))
        return task

    async def _run(self, payload: JsonObject) -> Reply:
        try:
            return await self._pool.run("write", payload, seconds=SECONDS, max_bytes=MOST_BYTES)
        except _BROKEN_OFF as error:
            raise UnfinishedWriteError(
                "The writer ended before it could say whether it was done",
                hint="send the same request again, with the same Idempotency-Key",
            ) from error
        except KgError as error:
            if (told := for_outside(error)) is error:
                raise
            raise told from error

    def _ended(self, what: str, task: asyncio.Task[Reply]) -> None:
        self._running.discard(task)
        failure = None if task.cancelled() else task.exception()  # who asked may have gone
        if isinstance(failure, UnfinishedWriteError) and what != "publish":
            self.settle()


def for_outside(error: KgError) -> KgError:
    """Return an error of the writing or rebuilding as whoever sent the request may see it.

    Where the data lies is none of their business, and a damaged ledger no fault of theirs.
    """
    if isinstance(error, RecordError | ErasedError | UsageError):
        return error
    if isinstance(error, DataError):
        return StoreError(
            "The collection cannot be used as it is",
            hint="tell who keeps it: kg verify says what is wrong",
        )
    return type(error)(error.detail, hint=error.hint)
