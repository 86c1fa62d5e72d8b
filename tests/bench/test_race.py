from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from answering import answering
from kg_bench.contestants import Contestant
from kg_bench.load import Target
from kg_bench.questions import Ask, Question
from kg_bench.race import Result, pace, race
from kg_bench.report import lines
from kg_bench.servers import HOST, Server
from kg_bench.turns import together

pytestmark = pytest.mark.server

THIS_PROCESS = cast("Any", SimpleNamespace(pid=os.getpid(), poll=lambda: None))


@asynccontextmanager
async def contestant(name: str, seconds: float) -> AsyncIterator[Contestant]:
    """Run somebody who needs so long for an answer."""
    async with answering(after=seconds) as (port, _):
        server = Server(name, port, "/", THIS_PROCESS, Path("unused"))
        yield Contestant(name, server, Target(HOST, port, [b"GET / HTTP/1.1\r\n\r\n"]))


async def answers(clients: int, *names: str) -> dict[str, int]:
    """Return how often each answered in turns so short that a turn is one answer a client."""
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(contestant(one, 0.1)) for one in names]
        cells = await together(running, clients, 0.04, {"slow"})
        assert all(90 < (cell.median or 0) < 500 for cell in cells)
        return {cell.contestant: cell.answers for cell in cells}


def test_with_many_clients_who_is_slow_has_one_turn_and_the_others_four() -> None:
    assert asyncio.run(answers(2, "slow", "fast")) == {"slow": 2, "fast": 8}


def test_with_one_client_who_is_slow_has_four_turns_as_well() -> None:
    assert asyncio.run(answers(1, "slow", "fast")) == {"slow": 4, "fast": 4}


def test_a_race_of_nobody_has_no_result_and_ends() -> None:
    assert asyncio.run(together([], 16, 0.1)) == []


def test_a_question_that_nobody_can_answer_has_a_result_without_cells() -> None:
    result = asyncio.run(race(Question("?", [Ask(None, None)]), {}, [1, 16], 0.1))

    assert result == Result("?", "", [], [], [])


def test_the_pace_is_the_median_of_some_answers() -> None:
    async def found() -> float | None:
        async with contestant("steady", 0.05) as one:
            return await pace(one, 0.01)

    assert asyncio.run(found()) == pytest.approx(0.05, rel=0.5)


def test_who_does_not_answer_in_time_has_no_pace_and_is_named_in_the_report() -> None:
    async def found() -> float | None:
        async with contestant("hopeless", 60) as one:
            return await pace(one, 0.01, patience=0.1)

    assert asyncio.run(found()) is None
    told = list(lines(Result("?", "", [], ["hopeless"], [])))
    assert told == ["\n## ?", "   left out: hopeless, an answer takes over 20 s"]
