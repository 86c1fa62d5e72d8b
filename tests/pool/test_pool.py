"""Whatever a job does, the pool answers in time and goes on serving."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import (
    BadQueryError,
    IncompleteAnswerError,
    KgError,
    SizeLimitError,
    StoreBusyError,
    StoreUnreachableError,
    TimeLimitError,
    WorkerLostError,
)
from kg.pool.lanes import Lane
from kg.pool.pool import Pool

if TYPE_CHECKING:
    from kg.pool.job import Reply

pytestmark = pytest.mark.anyio

WORKER = Path(__file__).with_name("worker_under_test.py")


async def run(
    pool: Pool,
    op: str,
    *,
    limit: float = 10,
    size: int = 2**20,
    lane: Lane = Lane.CATALOGUE,
    **payload: Any,
) -> Reply:
    return await pool.run(op, payload, seconds=limit, max_bytes=size, lane=lane)


async def pid(pool: Pool) -> int:
    worker: int = (await run(pool, "echo", pieces=[])).header["pid"]
    return worker


def runs(process: int) -> bool:
    """Say whether a process exists, dead but not yet waited for included."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


StartPool = "Callable[..., Awaitable[Pool]]"


async def test_an_answer_comes_back_whole(pool: Pool) -> None:
    reply = await run(pool, "echo", pieces=["Şuşa", " and ", "\U0001f600"])
    assert reply.body.decode() == "Şuşa and \U0001f600"


async def test_an_answer_of_many_chunks_comes_back_whole(pool: Pool) -> None:
    assert (await run(pool, "fill", times=30, size=3_000_000)).body == b"x" * 3_000_000


async def test_an_empty_answer_is_an_answer(pool: Pool) -> None:
    assert (await run(pool, "echo", pieces=[])).body == b""


async def test_a_worker_is_kept_for_the_next_job(pool: Pool) -> None:
    assert await pid(pool) == await pid(pool)


async def test_a_job_is_killed_at_its_deadline_and_its_worker_replaced(pool: Pool) -> None:
    first = await pid(pool)
    began = time.monotonic()
    with pytest.raises(TimeLimitError):
        await run(pool, "sleep", seconds=60, limit=0.2)
    assert time.monotonic() - began < 1.2
    assert await pid(pool) != first
    assert not runs(first)


async def test_a_job_nobody_waits_for_any_more_is_killed(pool: Pool) -> None:
    first = await pid(pool)
    asking = asyncio.create_task(run(pool, "sleep", seconds=60))
    await asyncio.sleep(0.1)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await pid(pool) != first
    assert not runs(first)


async def test_giving_up_the_wait_for_a_worker_harms_nobody(pool: Pool) -> None:
    first = await pid(pool)
    working = asyncio.create_task(run(pool, "sleep", seconds=0.3))
    await asyncio.sleep(0.05)
    waiting = asyncio.create_task(run(pool, "echo", pieces=[]))
    await asyncio.sleep(0.05)
    waiting.cancel()
    assert (await working).header["pid"] == first
    assert await pid(pool) == first


@pytest.mark.parametrize(
    ("name", "fault", "reason"),
    [
        ("SIGSEGV", WorkerLostError, "stack"),
        ("SIGBUS", WorkerLostError, "stack"),
        ("SIGABRT", WorkerLostError, "memory"),
        ("SIGKILL", WorkerLostError, "memory"),
        ("SIGILL", WorkerLostError, "status -4"),
        ("SIGXCPU", TimeLimitError, "10 seconds"),
    ],
)
async def test_a_dying_worker_loses_one_answer_and_no_more(
    pool: Pool, name: str, fault: type[KgError], reason: str
) -> None:
    with pytest.raises(fault, match=reason):
        await run(pool, "crash", signal=name)
    assert (await run(pool, "echo", pieces=["next"])).body == b"next"


async def test_a_query_that_overflows_the_stack_takes_only_its_worker_along(pool: Pool) -> None:
    with pytest.raises(WorkerLostError):
        await run(pool, "nest", depth=1_000_000)
    assert (await run(pool, "echo", pieces=["next"])).body == b"next"


async def test_the_deepest_query_of_64_kib_does_not_overflow_the_stack(pool: Pool) -> None:
    assert (await run(pool, "nest", depth=32_000, limit=60)).header == {}


async def test_a_worker_that_dies_in_its_sleep_is_replaced(pool: Pool) -> None:
    first = await pid(pool)
    os.kill(first, signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert await pid(pool) != first


async def test_a_worker_found_dead_at_its_turn_is_replaced(pool: Pool) -> None:
    first = await pid(pool)
    next(worker for worker in pool._workers if worker.pid == first).alive = False
    assert await pid(pool) != first


async def test_an_error_of_the_job_arrives_whole_and_spares_the_worker(
    pool: Pool,
) -> None:
    first = await pid(pool)
    with pytest.raises(BadQueryError) as caught:
        await run(pool, "refuse")
    error = caught.value
    assert (error.detail, error.line, error.column, error.hint) == (
        "Expected a variable",
        2,
        8,
        "write ?x",
    )
    assert await pid(pool) == first


async def test_a_mistake_of_ours_is_an_error_with_a_name(pool: Pool) -> None:
    with pytest.raises(KgError, match="KeyError: 'store'"):
        await run(pool, "stumble")
    with pytest.raises(KgError, match="KeyError: 'unknown'"):
        await run(pool, "unknown")


async def test_memory_that_runs_out_in_good_order_is_reported_as_such(pool: Pool) -> None:
    with pytest.raises(WorkerLostError, match="memory"):
        await run(pool, "exhaust")
    assert (await run(pool, "echo", pieces=["next"])).body == b"next"


async def test_an_answer_over_its_size_is_stopped_and_the_worker_kept(pool: Pool) -> None:
    first = await pid(pool)
    with pytest.raises(SizeLimitError):
        await run(pool, "fill", times=1_000_000_000, size=250_000)
    assert await pid(pool) == first


@pytest.mark.parametrize(
    ("frames", "fault"),
    [
        ("03 00000003 616263" + "03 00000003 616263", SizeLimitError),
        ("04 00000002 7b7d", IncompleteAnswerError),  # an end that counts nothing
        ("04 00000001 7b", IncompleteAnswerError),  # JSON that is not
        ("02 00000000", IncompleteAnswerError),  # a job, sent by a worker
        ("09 00000000", IncompleteAnswerError),  # no such kind
        ("03 ffffffff", IncompleteAnswerError),  # no such length
    ],
)
async def test_a_worker_that_talks_nonsense_is_killed(
    pool: Pool, frames: str, fault: type[KgError]
) -> None:
    first = await pid(pool)
    with pytest.raises(fault):
        await run(pool, "babble", hex=frames, size=5)
    assert await pid(pool) != first
    assert not runs(first)


async def test_a_part_that_was_lost_on_the_way_makes_the_answer_incomplete(pool: Pool) -> None:
    end = b'{"chunks":2,"bytes":6,"header":{},"cpu":0,"worn":false}'
    frames = b"\x03\x00\x00\x00\x03abc" + b"\x04" + len(end).to_bytes(4, "big") + end
    with pytest.raises(IncompleteAnswerError):
        await run(pool, "babble", hex=frames.hex())


async def test_words_nobody_asked_for_end_the_worker(pool: Pool) -> None:
    first = await pid(pool)
    worker = next(worker for worker in pool._workers if worker.pid == first)
    worker.data_received(b"\x03\x00\x00\x00\x01a")
    assert await pid(pool) != first


async def test_when_all_workers_are_busy_one_waits_and_then_is_told(start: StartPool) -> None:
    pool = await start(patience=0.2)
    working = asyncio.create_task(run(pool, "sleep", seconds=0.5))
    await asyncio.sleep(0.05)
    with pytest.raises(StoreBusyError):
        await run(pool, "echo", pieces=[])
    await working


async def test_the_wait_for_a_worker_is_first_come_first_served(pool: Pool) -> None:
    order: list[str] = []

    async def ask(name: str, lane: Lane) -> None:
        await run(pool, "echo", pieces=[], lane=lane)
        order.append(name)

    working = asyncio.create_task(run(pool, "sleep", seconds=0.2))
    await asyncio.sleep(0.05)
    lanes = {"a": Lane.ADHOC, "b": Lane.CATALOGUE, "c": Lane.ADHOC, "d": Lane.CATALOGUE}
    await asyncio.gather(working, *(ask(name, lane) for name, lane in lanes.items()))
    assert order == ["a", "b", "c", "d"]


async def test_the_catalogue_answers_while_the_ad_hoc_lane_is_full(start: StartPool) -> None:
    pool = await start(2, patience=0.1)
    hostile = asyncio.create_task(run(pool, "sleep", seconds=60, limit=2, lane=Lane.ADHOC))
    await asyncio.sleep(0.05)
    with pytest.raises(StoreBusyError):
        await run(pool, "echo", pieces=[], lane=Lane.ADHOC)
    began = time.monotonic()
    assert (await run(pool, "echo", pieces=["at once"])).body == b"at once"
    assert time.monotonic() - began < 0.5
    hostile.cancel()


async def test_killed_queries_do_not_eat_into_what_is_kept_for_the_catalogue(
    start: StartPool,
) -> None:
    pool = await start(2, patience=5)
    kept = {worker.pid for worker in pool._workers}
    for _ in range(3):
        with pytest.raises(TimeLimitError):
            await run(pool, "sleep", seconds=60, limit=0.05, lane=Lane.ADHOC)
        assert await pid(pool) in kept  # while the other is being replaced


async def test_no_process_is_left_when_the_pool_is_closed(start: StartPool) -> None:
    pool = await start(2)
    workers = [worker.pid for worker in pool._workers]
    working = asyncio.create_task(run(pool, "sleep", seconds=60))
    await asyncio.sleep(0.05)
    waiting = [asyncio.create_task(run(pool, "sleep", seconds=60)) for _ in range(2)]
    await asyncio.sleep(0.05)
    await pool.aclose()
    assert [runs(worker) for worker in workers] == [False, False]
    for task in (working, *waiting):
        with pytest.raises(StoreUnreachableError):
            await task
    with pytest.raises(StoreUnreachableError):
        await run(pool, "echo", pieces=[])


async def test_closing_the_pool_stops_a_replacement_that_is_starting(start: StartPool) -> None:
    before = await asyncio.to_thread(_children)
    pool = await start()
    with pytest.raises(WorkerLostError):
        await run(pool, "crash", signal="SIGKILL")
    await asyncio.sleep(0)
    await pool.aclose()
    assert await asyncio.to_thread(_children) <= before


async def test_a_worker_that_will_not_leave_is_killed(start: StartPool) -> None:
    pool = await start()
    worker = await pid(pool)
    os.kill(worker, signal.SIGSTOP)
    await pool.aclose()
    assert not runs(worker)


async def test_workers_that_cannot_start_are_reported(tmp_path: Path) -> None:
    script = tmp_path / "no_worker.py"
    script.write_text("raise SystemExit(3)")
    with pytest.raises(StoreUnreachableError, match=r"no_worker\.py"):
        await Pool.start(2, command=(sys.executable, str(script)))
    with pytest.raises(FileNotFoundError):
        await Pool.start(1, command=("/no/such/program",))


async def test_a_lost_worker_is_replaced_once_the_machine_can_start_processes_again(
    tmp_path: Path,
) -> None:
    program = tmp_path / "worker"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {WORKER} "$@"\n')
    program.chmod(0o700)
    async with await Pool.start(1, command=(str(program),), patience=10) as pool:
        first = await pid(pool)
        program.chmod(0o600)
        os.kill(first, signal.SIGKILL)
        await asyncio.sleep(0.2)
        program.chmod(0o700)
        assert await pid(pool) != first


async def test_cancelling_the_start_leaves_no_process_behind() -> None:
    before = await asyncio.to_thread(_children)
    starting = asyncio.create_task(Pool.start(2, command=(sys.executable, str(WORKER))))
    await asyncio.sleep(0.05)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    for _ in range(50):  # one that was being started as it was cancelled ends by itself
        if await asyncio.to_thread(_children) <= before:
            return
        await asyncio.sleep(0.1)
    pytest.fail("a worker is left")


async def test_a_worker_dies_with_its_parent_in_the_middle_of_a_job(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(
        "import asyncio, os, signal, sys\n"
        "from kg.pool.pool import Pool\n"
        "async def main():\n"
        f"    pool = await Pool.start(1, command=(sys.executable, {str(WORKER)!r}))\n"
        "    print(next(iter(pool._workers)).pid, flush=True)\n"
        "    job = pool.run('sleep', {'seconds': 60}, seconds=60, max_bytes=9)\n"
        "    asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGKILL)\n"
        "    await job\n"
        "asyncio.run(main())\n"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, str(program)], capture_output=True, check=False
    )
    worker = int(done.stdout)
    for _ in range(50):
        if not runs(worker) or _is_zombie(worker):
            return
        await asyncio.sleep(0.02)
    pytest.fail("the worker outlived its parent")


def _is_zombie(process: int) -> bool:
    """Say whether it is dead and only waits for init, which may take its time in a container."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _children() -> set[int]:
    """Return our child processes that are workers, those not yet waited for included."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == os.getpid() and (not command or WORKER.name.encode() in command):
                found.add(int(entry.name))
    return found
