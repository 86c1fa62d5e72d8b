"""A worker that becomes idle goes to whoever may have it and has waited longest."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from kg.errors import StoreBusyError, StoreUnreachableError
from kg.pool.lanes import Lane
from kg.pool.process import Worker
from kg.pool.turns import Turns

pytestmark = pytest.mark.anyio


def worker() -> Worker:
    return cast("Worker", object())


async def test_giving_up_in_the_moment_of_ones_turn_passes_the_turn_on() -> None:
    turns, only = Turns(1, 5), worker()
    waiting = asyncio.create_task(turns.take(Lane.ADHOC))
    await asyncio.sleep(0)
    turns.add(only)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await turns.take(Lane.ADHOC) is only


async def test_the_ad_hoc_lane_has_its_share_and_no_more() -> None:
    turns = Turns(1, 0.01)
    for _ in range(3):
        turns.add(worker())
    await turns.take(Lane.ADHOC)
    with pytest.raises(StoreBusyError):
        await turns.take(Lane.ADHOC)
    await turns.take(Lane.CATALOGUE)
    turns.end(Lane.ADHOC)
    await turns.take(Lane.ADHOC)


async def test_the_end_of_a_turn_lets_the_next_in_the_lane_have_an_idle_worker() -> None:
    turns, spare = Turns(1, 5), worker()
    turns.add(worker())
    await turns.take(Lane.ADHOC)
    turns.add(spare)
    waiting = asyncio.create_task(turns.take(Lane.ADHOC))
    await asyncio.sleep(0)
    turns.end(Lane.ADHOC)
    assert await waiting is spare


async def test_whoever_waits_when_the_doors_close_is_told() -> None:
    turns = Turns(1, 5)
    waiting = asyncio.create_task(turns.take(Lane.CATALOGUE))
    gone = asyncio.create_task(turns.take(Lane.CATALOGUE))
    await asyncio.sleep(0)
    gone.cancel()
    turns.refuse_all(StoreUnreachableError("closed"))
    with pytest.raises(StoreUnreachableError):
        await waiting
    with pytest.raises(asyncio.CancelledError):
        await gone


async def test_only_an_idle_worker_can_be_taken_out() -> None:
    turns, idle = Turns(1, 5), worker()
    turns.add(idle)
    assert turns.remove(idle)
    assert not turns.remove(idle)
