"""A load generator that costs little: raw sockets, one loop, requests made beforehand.

Closed loop: each client sends its next request when the answer to the last is whole. The time of
a request is from writing it to its last byte, in nanoseconds of `time.perf_counter_ns`.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from typing import Final, cast

import httptools
from typing_extensions import override

PATIENCE: Final = 120.0
"""Seconds that answers under way are waited for when time is up."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send requests, which ones (one after the other), and the status they must get."""

    host: str
    port: int
    requests: Sequence[bytes]
    status: int = 200
    following: Iterator[bytes] = field(init=False)
    """The requests in turn, going on from one stretch of load to the next."""

    def __post_init__(self) -> None:
        """Begin with the first request."""
        object.__setattr__(self, "following", cycle(self.requests))


@dataclass(slots=True)
class Measured:
    """What came back in one stretch of load."""

    seconds: float = 0.0
    own_cpu: float = 0.0
    times: array[int] = field(default_factory=lambda: array("Q"))
    bytes: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    late: int = 0
    """Requests nobody waited for any longer."""

    def add(self, other: Measured) -> None:
        """Take in another stretch of the same kind."""
        self.seconds += other.seconds
        self.own_cpu += other.own_cpu
        self.times.extend(other.times)
        self.bytes += other.bytes
        self.refused.update(other.refused)
        self.broken += other.broken
        self.late += other.late

    def quantile(self, share: float) -> float | None:
        """Return the time in milliseconds that this share of the requests did not exceed."""
        if not self.times:
            return None
        ranked = sorted(self.times)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] / 1e6

    @property
    def count(self) -> int:
        """How many answers were as they should be."""
        return len(self.times)

    @property
    def per_second(self) -> float:
        """Answers as they should be, per second."""
        return self.count / self.seconds if self.seconds else 0.0


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the fastest event loop there is; None means Python's own."""
    try:
        uvloop = importlib.import_module("uvloop")
    except ImportError:  # it does not exist for Windows
        return None
    make: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return make


async def load(
    target: Target, clients: int, seconds: float, patience: float = PATIENCE
) -> Measured:
    """Keep a server busy with so many clients for a while, and wait for what is under way then.

    It ends after `seconds` and `patience`, whatever the server does; requests without a whole
    answer by then are counted as late, and their connections closed.
    """
    run = _Run(target, Measured())
    own, begun = time.process_time(), time.perf_counter()
    run.deadline = begun + seconds
    with suppress(TimeoutError):  # what is late is counted
        async with asyncio.timeout(seconds + patience), asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(_client(run))
    run.measured.seconds = time.perf_counter() - begun
    run.measured.own_cpu = time.process_time() - own
    return run.measured


@dataclass(slots=True)
class _Run:
    target: Target
    measured: Measured
    deadline: float = 0.0


async def _client(run: _Run) -> None:
    """Send requests until time is up; connect again where the server hangs up between two."""
    loop = asyncio.get_running_loop()
    while time.perf_counter() < run.deadline:
        ended: asyncio.Future[None] = loop.create_future()
        _, connection = await loop.create_connection(
            partial(_Connection, run, ended), run.target.host, run.target.port
        )
        try:
            await ended
        finally:
            connection.end()


class _Connection(asyncio.Protocol):
    """One kept-alive connection: the next request goes out as soon as the last is answered."""

    def __init__(self, run: _Run, ended: asyncio.Future[None]) -> None:
        self._run = run
        self._ended = ended
        self._parser = httptools.HttpResponseParser(self)
        self._waiting = False
        self._began = 0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._send()

    @override
    def data_received(self, data: bytes) -> None:
        self._run.measured.bytes += len(data)
        self._parser.feed_data(data)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._run.measured.broken += self._waiting
        self._waiting = False
        if not self._ended.done():
            self._ended.set_result(None)

    def end(self) -> None:
        """Hang up; an answer still under way is late."""
        self._run.measured.late += self._waiting
        self._waiting = False
        self._transport.abort()

    def on_message_complete(self) -> None:
        """Note the time, then ask again or stop (called by the parser)."""
        now = time.perf_counter_ns()
        measured, status = self._run.measured, self._parser.get_status_code()
        self._waiting = False
        if status == self._run.target.status:
            measured.times.append(now - self._began)
        else:
            measured.refused[status] += 1
        if now / 1e9 < self._run.deadline:
            if not self._parser.should_keep_alive():
                self._transport.close()
                return
            self._parser = httptools.HttpResponseParser(self)
            self._send()
        else:
            self._transport.close()

    def _send(self) -> None:
        self._waiting = True
        self._began = time.perf_counter_ns()
        self._transport.write(next(self._run.target.following))
