from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from kg.pool.pool import Pool

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("worker_under_test.py")))

StartPool = Callable[..., Awaitable[Pool]]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def pool(anyio_backend: str) -> AsyncIterator[Pool]:
    """One worker that may be killed: the next test gets its replacement."""
    assert anyio_backend == "asyncio"
    async with await Pool.start(1, command=COMMAND, patience=5) as pool:
        yield pool


@pytest.fixture
async def start() -> AsyncIterator[StartPool]:
    """Start a pool of one's own, closed at the end of the test."""
    started: list[Pool] = []

    async def starting(workers: int = 1, **options: float) -> Pool:
        pool = await Pool.start(workers, command=COMMAND, **options)
        started.append(pool)
        return pool

    yield starting
    for pool in started:
        await pool.aclose()
