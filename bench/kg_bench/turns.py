"""The turns of one race: everybody answers for a while, so that a noisy moment hits all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg_bench.contestants import Contestant
from kg_bench.load import Measured, load
from kg_bench.processes import cpu_seconds, until_idle
from kg_bench.questions import ASKED

ROUNDS: Final = 4
"""In how many turns each contestant's time is cut."""

LONGEST: Final = 60.0
"""Seconds for one contestant with one client, however slow it is."""


@dataclass(slots=True)
class Cell:
    """One contestant's result at one number of clients; times in ms, `cpu` in ms an answer."""

    contestant: str
    clients: int
    answers: int
    per_second: float
    median: float | None
    p99: float | None
    cpu: float | None
    client_share: float
    kib: float
    refused: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    late: int = 0


def all_answered(contestant: Contestant, measured: Measured) -> bool:
    """Return whether every request of a contestant was answered, or as many as must be."""
    return measured.count >= min(ASKED, len(contestant.target.requests))


@dataclass(slots=True)
class _Tally:
    """One contestant's turns so far; `cpu` in seconds, None where it cannot be known."""

    contestant: Contestant
    measured: Measured = field(default_factory=Measured)
    cpu: float | None = 0.0

    async def turn(self, clients: int, seconds: float) -> None:
        """Let it answer for a while."""
        server = self.contestant.server
        server.alive()
        before = cpu_seconds(server.process.pid)
        measured = await load(self.contestant.target, clients, seconds)
        self.measured.add(measured)
        if measured.late:
            await until_idle(server.process.pid)
        after = cpu_seconds(server.process.pid)
        known = before is not None and after is not None and self.cpu is not None
        self.cpu = self.cpu + after - before if known else None  # type: ignore[operator]

    @property
    def done(self) -> bool:
        """Whether every request was answered once, or as many as anybody will wait for."""
        if self.measured.seconds > LONGEST or not self.measured.count:
            return True
        return all_answered(self.contestant, self.measured)


async def together(
    running: Sequence[Contestant], clients: int, seconds: float, slow: Container[str] = ()
) -> list[Cell]:
    """Let the contestants take turns; who begins changes from round to round.

    With one client whoever has not answered everything by then gets more turns, so that nobody is
    measured on the first few questions alone; with more, those named as slow have a single turn.
    """
    tallies = [_Tally(one) for one in running]
    for turn in range(ROUNDS):
        first = turn % max(1, len(tallies))
        for tally in [*tallies[first:], *tallies[:first]]:
            if turn == 0 or clients == 1 or tally.contestant.name not in slow:
                await tally.turn(clients, seconds / ROUNDS)
    while clients == 1 and not all(tally.done for tally in tallies):
        for tally in tallies:
            if not tally.done:
                await tally.turn(clients, seconds / ROUNDS)
    return [_cell(tally, clients) for tally in tallies]


def _cell(tally: _Tally, clients: int) -> Cell:
    measured, answers = tally.measured, tally.measured.count
    return Cell(
        contestant=tally.contestant.name,
        clients=clients,
        answers=answers,
        per_second=measured.per_second,
        median=measured.quantile(0.5),
        p99=measured.quantile(0.99),
        cpu=1000 * tally.cpu / answers if tally.cpu is not None and answers else None,
        client_share=measured.own_cpu / measured.seconds if measured.seconds else 0.0,
        kib=measured.bytes / answers / 1024 if answers else 0.0,
        refused=dict(measured.refused),
        broken=measured.broken,
        late=measured.late,
    )
