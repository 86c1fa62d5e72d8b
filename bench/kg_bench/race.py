"""One question: the answers are compared, everybody gets warm, then they take turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from kg_bench.contestants import HOPELESS, Contestant, contestants, differences
from kg_bench.load import Measured, load
from kg_bench.processes import until_idle
from kg_bench.questions import Question
from kg_bench.servers import Server
from kg_bench.turns import ROUNDS, Cell, all_answered, together

Json: TypeAlias = dict[str, Any]

WARMING: Final = 10.0
"""Seconds after which nobody is warmed any longer."""

TOO_SLOW: Final = 1.0
"""Seconds; who takes longer for a middling answer gets one turn with many clients."""


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
    while not (all_answered(contestant, warm) or warm.seconds > WARMING):
        warm.add(await load(contestant.target, 1, seconds, patience))
        if warm.late:
            await until_idle(contestant.server.process.pid)
            return None
    return (warm.quantile(0.5) or 0.0) / 1000
