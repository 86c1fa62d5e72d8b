"""What a worker cannot do, whatever the job, and what that costs the jobs beside it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import TimeLimitError, WorkerLostError
from kg.pool.confinement import Holding, Jail
from kg.pool.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kg.pool.job import Reply

    StartPool = Callable[..., Awaitable[Pool]]

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's"),
]


async def run(pool: Pool, op: str, *, limit: float = 10, **payload: Any) -> Reply:
    return await pool.run(op, payload, seconds=limit, max_bytes=2**20)


def told(worker: int, name: str) -> list[str]:
    """Return what the kernel tells of a process."""
    return Path(f"/proc/{worker}/{name}").read_text().splitlines()


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("socket", "EPERM"),
        ("pair", "EPERM"),
        ("fork", "EPERM"),
        ("program", "EPERM"),
        ("write", "EFBIG"),
        ("open", "EMFILE"),
        ("thread", None),
    ],
)
async def test_a_job_cannot_leave_its_worker(
    pool: Pool, tmp_path: Path, what: str, refusal: str | None
) -> None:
    reply = await run(pool, "attempt", what=what, path=str(tmp_path / "a"))
    assert reply.header == {"refused": refusal}


async def test_the_worker_says_what_holds(pool: Pool) -> None:
    assert pool.jail["filter"] is True
    assert pool.jail["dies_with_parent"] is True
    assert pool.jail["memory"] == 512 * 2**20


async def test_a_worker_sees_no_network_where_it_may_have_one_of_its_own(pool: Pool) -> None:
    if not pool.jail["namespace"]:
        return  # the filter refuses sockets all the same: see above
    worker = (await run(pool, "echo", pieces=[])).header["pid"]
    assert [line.split(":")[0].strip() for line in told(worker, "net/dev")[2:]] == ["lo"]


@pytest.mark.parametrize(
    ("namespace", "sieve", "network"),
    [(True, True, "none"), (True, False, "none"), (False, True, "none"), (False, False, "shared")],
)
def test_either_way_of_having_no_network_is_enough(
    *, namespace: bool, sieve: bool, network: str
) -> None:
    assert Holding(dies_with_parent=True, namespace=namespace, filter=sieve).network == network


async def test_memory_has_a_cap_and_most_of_it_can_be_had(start: StartPool) -> None:
    pool = await start(patience=5, jail=Jail(memory=64 * 2**20))
    assert (await run(pool, "hoard", mebibytes=20)).header["pid"]
    with pytest.raises(WorkerLostError, match="memory limit"):
        await run(pool, "hoard", mebibytes=300)
    assert (await run(pool, "hoard", mebibytes=1)).header["pid"]


async def test_a_worker_that_kept_most_of_its_memory_is_replaced_before_the_next_job(
    start: StartPool,
) -> None:
    pool = await start(patience=5, jail=Jail(memory=64 * 2**20))
    first = (await run(pool, "keep", mebibytes=1)).header["pid"]
    assert (await run(pool, "keep", mebibytes=40)).header["pid"] == first
    assert (await run(pool, "keep", mebibytes=40)).header["pid"] != first


async def test_a_worker_that_ran_out_of_memory_in_good_order_is_replaced(start: StartPool) -> None:
    pool = await start(patience=5, jail=Jail(memory=64 * 2**20))
    first = (await run(pool, "keep", mebibytes=1)).header["pid"]
    with pytest.raises(WorkerLostError, match="memory limit"):
        await run(pool, "keep", mebibytes=100)
    assert (await run(pool, "keep", mebibytes=1)).header["pid"] != first


async def test_without_a_cap_memory_is_the_machines(start: StartPool) -> None:
    pool = await start(jail=Jail(memory=None))
    assert pool.jail["memory"] is None
    assert (await run(pool, "keep", mebibytes=100)).header["pid"]


async def test_a_worker_stops_by_itself_where_its_parent_has_no_time_to_stop_it(
    start: StartPool,
) -> None:
    pool = await start()
    worker = (await run(pool, "echo", pieces=[])).header["pid"]
    burning = asyncio.create_task(run(pool, "burn", limit=1))
    await asyncio.sleep(0.3)
    (limit,) = [line.split()[3] for line in told(worker, "limits") if "cpu time" in line]
    assert 3 <= int(limit) <= 4  # what it used to start, one second, one to spare; rounded up
    with pytest.raises(TimeLimitError, match="1 second"):
        await burning


async def test_what_a_job_costs_is_told_whatever_comes_of_it(pool: Pool) -> None:
    cost: list[float] = []

    async def asked(op: str, limit: float = 10, **payload: Any) -> None:
        await pool.run(op, payload, seconds=limit, max_bytes=9, charge=cost.append)

    await asked("echo", pieces=[])
    with pytest.raises(TimeLimitError):
        await asked("burn", limit=0.3)
    with pytest.raises(WorkerLostError):
        await asked("exhaust")
    assert (await run(pool, "echo", pieces=["next"])).body == b"next"
    assert 0 <= cost[0] < 0.2
    assert 0.3 <= cost[1] < 1
    assert 0 <= cost[2] < 0.2
    assert len(cost) == 3


async def test_a_worker_that_closes_its_connection_and_lives_on_is_killed(pool: Pool) -> None:
    with pytest.raises(WorkerLostError, match="broke off"):
        await run(pool, "hide")
    assert (await run(pool, "echo", pieces=["next"])).body == b"next"


def test_a_jail_arrives_as_it_was_sent() -> None:
    jail = Jail(memory=None, files=100, writes=True)
    assert Jail.read(jail.written()) == jail


async def test_a_worker_killed_by_hand_is_no_timeout(pool: Pool) -> None:
    worker = (await run(pool, "echo", pieces=[])).header["pid"]
    working = asyncio.create_task(run(pool, "sleep", seconds=60))
    await asyncio.sleep(0.1)
    os.kill(worker, signal.SIGTERM)
    with pytest.raises(WorkerLostError, match="status -15"):
        await working
