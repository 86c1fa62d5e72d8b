"""Whose turn it is: idle workers, and those who wait for one."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import KgError, StoreBusyError
from kg.pool.lanes import Lane

if TYPE_CHECKING:
    from kg.pool.process import Worker

_Waiting: TypeAlias = "deque[tuple[int, asyncio.Future[Worker]]]"


class Turns:
    """Gives idle workers to whoever has waited longest, and keeps some back for the catalogue.

    The ad-hoc lane counts as using a worker until that worker, or its replacement, is idle again:
    queries that get their workers killed cannot eat into what is kept back.
    """

    def __init__(self, adhoc_at_once: int, patience: float) -> None:
        """Let the ad-hoc lane have `adhoc_at_once` workers; wait `patience` seconds for a turn."""
        self._idle: list[Worker] = []
        self._waiting: dict[Lane, _Waiting] = {lane: deque() for lane in Lane}
        self._adhoc = 0
        self._adhoc_at_once = adhoc_at_once
        self._patience = patience
        self._arrivals = 0

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many callers wait for their turn."""
        return sum(not turn.done() for lane in self._waiting.values() for _, turn in lane)

    async def take(self, lane: Lane) -> Worker:
        """Return a worker that is now the caller's; give its place back with `end`.

        Raises:
            StoreBusyError: none became free in time.
        """
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Worker] = loop.create_future()
        self._arrivals += 1
        self._waiting[lane].append((self._arrivals, turn))
        self._deal()
        if turn.done():
            return turn.result()
        patience = loop.call_later(self._patience, _give_up, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.add(turn.result())
                self.end(lane)
            raise
        finally:
            patience.cancel()

    def add(self, worker: Worker) -> None:
        """Put in a worker that is idle: a new one, or one that has done its job."""
        self._idle.append(worker)
        self._deal()

    def remove(self, worker: Worker) -> bool:
        """Take out an idle worker that died; False when it was not idle."""
        if worker not in self._idle:
            return False
        self._idle.remove(worker)
        return True

    def end(self, lane: Lane) -> None:
        """End the turn of a caller whose worker is idle again, or replaced."""
        self._adhoc -= lane is Lane.ADHOC
        self._deal()

    def refuse_all(self, error: KgError) -> None:
        """Send everybody away who still waits."""
        for waiting in self._waiting.values():
            for _, turn in waiting:
                if not turn.done():
                    turn.set_exception(error)
            waiting.clear()

    def _deal(self) -> None:
        while self._idle and (lane := self._next()):
            _, turn = self._waiting[lane].popleft()
            self._adhoc += lane is Lane.ADHOC
            turn.set_result(self._idle.pop())

    def _next(self) -> Lane | None:
        first: dict[Lane, int] = {}
        for lane, waiting in self._waiting.items():
            while waiting and waiting[0][1].done():  # gave up, or went away
                waiting.popleft()
            if waiting and (lane is Lane.CATALOGUE or self._adhoc < self._adhoc_at_once):
                first[lane] = waiting[0][0]
        return min(first, key=first.__getitem__, default=None)


def _give_up(turn: asyncio.Future[Worker]) -> None:
    if not turn.done():
        turn.set_exception(
            StoreBusyError("Every worker is busy", hint="try again in a few seconds")
        )
