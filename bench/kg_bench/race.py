"""One interleaved run: the systems take turns, so that a noisy moment hits all of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeAlias

from kg_bench.contestants import HOPELESS, Contestant, contestants, differences
from kg_bench.load import Measured, load
from kg_bench.processes import cpu_seconds, until_idle
from kg_bench.questions import ASKED, Question
from kg_bench.servers import Server

Json: TypeAlias = dict[str, Any]

ROUNDS: Final = 4
"""In how many turns each contestant's time is cut."""

LONGEST: Final = 60.0
"""Seconds for one contestant with one client, however slow it is."""

WARMING: Final = 10.0
"""Seconds after which nobody is warmed any longer."""

TOO_SLOW: Final = 1.0
"""Seconds; who takes longer for a middling answer gets one turn with many clients."""


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


@dataclass(slots=True)
class Result:
    """What came of one question; `left_out` are those too slow to be raced."""

    question: str
    unequal: str
    differences: list[str]
    left_out: list[str]
    cells: list[Cell]

    def as_json(self) -> Json:
        """Return it for the result file."""
        return asdict(self)


async def race(
    question: Question, servers: Mapping[str, Server], clients: Sequence[int], seconds: float
) -> Result:
    """Compare the answers, then time everybody at each number of clients."""
    different = differences(question, servers)
    paces = [(one, await pace(one, seconds / ROUNDS)) for one in contestants(question, servers)]
    running = [one for one, middling in paces if middling is not None]
    slow = {one.name for one, middling in paces if middling and middling > TOO_SLOW}
    cells: list[Cell] = []
    for number in clients:
        cells += await together(running, number, seconds, slow)
    left_out = [one.name for one, middling in paces if middling is None]
    return Result(question.name, question.unequal, different, left_out, cells)


async def pace(contestant: Contestant, seconds: float, patience: float = HOPELESS) -> float | None:
    """Ask everything once, so that nobody is measured while it gets ready for a new text.

    Returns:
        The median of its answers in seconds, None where one takes longer than is waited for.
    """
    warm = Measured()
    while not (_all_answered(contestant, warm) or warm.seconds > WARMING):
        warm.add(await load(contestant.target, 1, seconds, patience))
        if warm.late:
            await until_idle(contestant.server.process.pid)
            return None
    return (warm.quantile(0.5) or 0.0) / 1000


def _all_answered(contestant: Contestant, measured: Measured) -> bool:
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
        return _all_answered(self.contestant, self.measured)


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
