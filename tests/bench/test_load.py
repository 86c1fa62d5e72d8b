from __future__ import annotations

import asyncio
from array import array
from collections import Counter

import pytest

from answering import OK, answering
from kg_bench.load import Measured, Target, load

pytestmark = pytest.mark.server

GET = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"


async def loaded(
    head: bytes, clients: int, *, keep: bool = True, status: int = 200
) -> tuple[Measured, list[bytes]]:
    async with answering(head, keep=keep) as (port, seen):
        target = Target("127.0.0.1", port, [GET % number for number in range(3)], status)
        return await load(target, clients, 0.1), seen


def test_every_answer_is_counted_and_the_requests_take_turns() -> None:
    measured, seen = asyncio.run(loaded(OK, clients=1))

    assert measured.count == len(seen) > 3
    assert seen[:4] == [b"/0", b"/1", b"/2", b"/0"]
    assert measured.bytes == len(OK) * len(seen)
    assert measured.broken == 0
    assert not measured.refused
    assert measured.seconds >= 0.1
    assert sum(measured.times) / 1e9 < measured.seconds


def test_several_clients_share_the_requests() -> None:
    measured, seen = asyncio.run(loaded(OK, clients=4))

    assert measured.count == len(seen)
    turns = Counter(seen)
    assert max(turns.values()) - min(turns.values()) <= 1


def test_an_answer_in_chunks_is_one_answer() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
    measured, seen = asyncio.run(loaded(chunked, clients=1))

    assert measured.count == len(seen) > 3


def test_a_server_that_closes_each_connection_is_connected_to_again() -> None:
    closing = OK.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n", 1)
    measured, seen = asyncio.run(loaded(closing, clients=1, keep=False))

    assert measured.count == len(seen) > 1
    assert measured.broken == 0


def test_an_answer_with_another_status_does_not_count() -> None:
    failing = OK.replace(b"200 OK", b"503 Service Unavailable")
    measured, seen = asyncio.run(loaded(failing, clients=1))

    assert measured.count == 0
    assert measured.refused == {503: len(seen)}
    assert measured.per_second == 0
    assert measured.quantile(0.5) is None


def test_what_is_not_modified_is_what_is_asked_for() -> None:
    measured, seen = asyncio.run(
        loaded(b"HTTP/1.1 304 Not Modified\r\n\r\n", clients=1, status=304)
    )

    assert measured.count == len(seen) > 3


def test_median_and_p99_are_times_that_occurred() -> None:
    measured = Measured(times=array("Q", [number * 1_000_000 for number in range(1, 101)]))

    assert measured.quantile(0.5) == 51
    assert measured.quantile(0.99) == 100


def test_an_answer_that_takes_longer_than_the_turn_is_waited_for() -> None:
    measured = asyncio.run(waited_for(answer_after=0.15, patience=5))

    assert (measured.count, measured.late) == (2, 0)
    assert 0.15 <= measured.seconds < 2


def test_a_server_that_never_answers_does_not_hold_up_the_run() -> None:
    measured = asyncio.run(waited_for(answer_after=60, patience=0.1))

    assert (measured.count, measured.late, measured.broken) == (0, 2, 0)
    assert 0.15 <= measured.seconds < 2


async def waited_for(answer_after: float, patience: float) -> Measured:
    """Return what two clients get in 0.05 seconds and the patience."""
    async with answering(after=answer_after) as (port, _):
        return await load(Target("127.0.0.1", port, [GET % 0]), 2, 0.05, patience)
