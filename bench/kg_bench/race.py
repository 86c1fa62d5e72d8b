"""One interleaved run: the systems take turns, so that a noisy moment hits all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeAlias

from kg_bench.contestants import Contestant, contestants, differences
from kg_bench.load import Measured, load
from kg_bench.processes import cpu_seconds
from kg_bench.questions import ASKED, Question
from kg_bench.servers import Server

Json: TypeAlias = dict[str, Any]

ROUNDS: Final = 4
"""In how many turns each contestant's time is cut."""

LONGEST: Final = 60.0
"""Seconds for one contestant with one client, however slow it is."""

TOO_SLOW: Final = 1.0
"""Seconds; who takes longer for one answer meets one client only."""


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


@dataclass(slots=True)
class Result:
    """What came of one question."""

    question: str
    unequal: str
    differences: list[str]
    cells: list[Cell]

    def as_json(self) -> Json:
        """Return it for the result file."""
        return asdict(self)


async def race(
    question: Question, servers: Mapping[str, Server], clients: Sequence[int], seconds: float
) -> Result:
    """Compare the answers, then time everybody at each number of clients."""
    different = differences(question, servers)
    everybody = list(contestants(question, servers))
    cells: list[Cell] = []
    slow: set[str] = set()
    for contestant in everybody:
        warm = await load(contestant.target, 1, seconds / ROUNDS)
        if (warm.quantile(0.5) or 0) > 1000 * TOO_SLOW:
            slow.add(contestant.name)
    for number in clients:
        running = [one for one in everybody if number == 1 or one.name not in slow]
        cells += await together(running, number, seconds)
    return Result(question.name, question.unequal, different, cells)


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
        self.measured.add(await load(self.contestant.target, clients, seconds))
        after = cpu_seconds(server.process.pid)
        known = before is not None and after is not None and self.cpu is not None
        self.cpu = self.cpu + after - before if known else None  # type: ignore[operator]

    @property
    def answered_all(self) -> bool:
        """Whether every request was answered once, or as many as anybody will wait for."""
        wanted, got = min(ASKED, len(self.contestant.target.requests)), self.measured.count
        return got == 0 or got >= wanted or self.measured.seconds > LONGEST


async def together(running: Sequence[Contestant], clients: int, seconds: float) -> list[Cell]:
    """Let the contestants take turns; who begins changes from round to round.

    With one client whoever has not answered everything by then gets more turns, so that nobody is
    measured on the first few questions alone.
    """
    tallies = [_Tally(one) for one in running]
    for turn in range(ROUNDS):
        first = turn % len(tallies)
        for tally in [*tallies[first:], *tallies[:first]]:
            await tally.turn(clients, seconds / ROUNDS)
    while clients == 1 and not all(tally.answered_all for tally in tallies):
        for tally in tallies:
            if not tally.answered_all:
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
    )
