"""The pool itself: a fixed number of warm workers, each replaced as soon as it is lost."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final, Self

from kg.errors import (
    IncompleteAnswerError,
    SizeLimitError,
    StoreUnreachableError,
    TimeLimitError,
    WorkerLostError,
)
from kg.pool.confinement import Jail
from kg.pool.lanes import Lane
from kg.pool.process import Charge, Worker
from kg.pool.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kg.pool.frames import JsonObject
    from kg.pool.job import Reply

WORKER_COMMAND: Final = (sys.executable, "-P", "-m", "kg.worker")
"""-P: a worker never imports from the directory somebody happened to stand in."""
DEFAULT_JAIL: Final = Jail()
_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (TimeLimitError, "time-limit"),
    (SizeLimitError, "size-limit"),
    (WorkerLostError, "died"),
    (IncompleteAnswerError, "garbled"),
    (asyncio.CancelledError, "nobody-waits"),
)
_WORN: Final = "worn"
_PAUSE: Final = 0.25
"""Seconds between two tries to replace a worker on a machine that cannot start one now."""


class Pool:
    """Worker processes that do one job at a time and are killed when a job exceeds its limits.

    ::

        async with await Pool.start(4) as pool:
            reply = await pool.run("query", {...}, seconds=10, max_bytes=2**20)
    """

    def __init__(self, command: Sequence[str], turns: Turns, jail: Jail) -> None:
        """Prepare an empty pool; `start` makes one that works."""
        self._command = command
        self._turns = turns
        self._wanted = jail
        self.jail: JsonObject = {}
        """What of the jail holds in the worker that started last."""
        self.lost: Counter[str] = Counter()
        """How many workers have ended, by reason; `worn` are those that were only replaced."""
        self._workers: set[Worker] = set()
        self._chores: set[asyncio.Task[None]] = set()
        self._open = True

    @classmethod
    async def start(
        cls,
        workers: int,
        *,
        reserved: int = 1,
        patience: float = 2.0,
        jail: Jail = DEFAULT_JAIL,
        command: Sequence[str] = WORKER_COMMAND,
    ) -> Self:
        """Start `workers` processes and return when all are ready.

        Args:
            workers: how many; with one alone nothing can be reserved.
            reserved: how many of them the ad-hoc lane never gets.
            patience: seconds a job waits for a worker before `StoreBusyError`.
            jail: how much each of them may have.
            command: what to run as a worker, for tests.

        Raises:
            StoreUnreachableError: a worker did not start; those that did are gone again.
        """
        pool = cls(command, Turns(max(1, workers - reserved), patience), jail)
        starting = (pool._add() for _ in range(workers))
        outcomes = await asyncio.gather(*starting, return_exceptions=True)
        for failure in filter(None, outcomes):
            await pool.aclose()
            raise failure
        return pool

    async def run(
        self,
        op: str,
        payload: JsonObject,
        *,
        seconds: float,
        max_bytes: int,
        lane: Lane = Lane.CATALOGUE,
        charge: Charge | None = None,
    ) -> Reply:
        """Have a worker do one job, and return its whole answer.

        `charge` is told what it has cost. Cancelling the call kills the worker: nothing goes on
        working for a client that left.

        Raises:
            StoreBusyError: no worker became free in time.
            TimeLimitError: the job took more than `seconds`, not counting the wait for a worker.
            SizeLimitError: the answer is larger than `max_bytes`.
            WorkerLostError: the worker died of the job.
            IncompleteAnswerError: the answer broke off.
            StoreUnreachableError: the pool is closed.
            KgError: whatever the operation itself raised.
        """
        if not self._open:
            raise _closed()
        while not (worker := await self._turns.take(lane)).alive:  # died in its sleep
            self._replace(worker, lane)
        reason = _WORN
        try:
            return await worker.run(
                op, payload, seconds=seconds, max_bytes=max_bytes, charge=charge
            )
        except BaseException as error:
            reason = next((name for kind, name in _REASONS if isinstance(error, kind)), _WORN)
            raise
        finally:
            if worker.alive:
                self._turns.add(worker)
                self._turns.end(lane)
            else:
                self.lost[reason] += 1
                self._replace(worker, lane)

    @property
    def size(self) -> int:
        """How many workers there are, those that are just being replaced included."""
        return len(self._workers)

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return self._turns.idle

    @property
    def waiting(self) -> int:
        """How many jobs wait for a worker."""
        return self._turns.waiting

    async def aclose(self) -> None:
        """End all workers; returns when no process is left. Jobs still running are given up."""
        self._open = False
        self._turns.refuse_all(_closed())
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await asyncio.gather(*(worker.leave() for worker in self._workers))
        self._workers.clear()

    async def __aenter__(self) -> Self:
        """Return the pool, to be closed at the end of the block."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pool."""
        await self.aclose()

    async def _add(self) -> None:
        worker = await Worker.spawn(self._command, self._lost, self._wanted)
        self.jail = worker.jail
        self._workers.add(worker)
        self._turns.add(worker)

    def _lost(self, worker: Worker) -> None:
        if self._turns.remove(worker):  # it was idle, so no job will tell us
            self.lost["died"] += 1
            self._replace(worker, Lane.CATALOGUE)

    def _replace(self, worker: Worker, lane: Lane) -> None:
        if self._open:
            chore = asyncio.create_task(self._replaced(worker, lane))
            self._chores.add(chore)
            chore.add_done_callback(self._chores.discard)

    async def _replaced(self, worker: Worker, lane: Lane) -> None:
        await worker.end()
        self._workers.discard(worker)
        while not await self._added():  # noqa: ASYNC110  (nothing tells when a machine recovers)
            await asyncio.sleep(_PAUSE)
        self._turns.end(lane)

    async def _added(self) -> bool:
        try:
            await self._add()
        except (StoreUnreachableError, OSError):
            return False
        return True


def _closed() -> StoreUnreachableError:
    return StoreUnreachableError("The pool of workers is closed")
