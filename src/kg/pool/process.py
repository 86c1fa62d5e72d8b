"""One worker process, from the pool's side: spawned, asked, killed, waited for."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from typing_extensions import override

from kg.errors import (
    IncompleteAnswerError,
    KgError,
    StoreUnreachableError,
    TimeLimitError,
    WorkerLostError,
)
from kg.pool.confinement import Jail
from kg.pool.frames import BrokenFrameError, Decoder, JsonObject, Kind, json_frame
from kg.pool.job import Job, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

_START_SECONDS: Final = 30.0
"""A worker is ready in 0.2 s; this is for a machine that is out of breath."""
_LEAVE_SECONDS: Final = 1.0
"""How long a worker may take to end by itself before it is killed."""
_OUT_OF_MEMORY: Final = frozenset({-signal.SIGABRT, -signal.SIGKILL})
"""The engine aborts when an allocation fails; the kernel kills when the machine has none left."""
_OUT_OF_STACK: Final = frozenset({-signal.SIGSEGV, -signal.SIGBUS})


Charge: TypeAlias = Callable[[float], None]
"""Is told how many seconds of a processor a job has cost, whatever came of it.

Of a worker that was killed it is the time since it was given the job."""


class Worker(asyncio.Protocol):
    """A spawned process that does one job at a time.

    Make one with `spawn`. Once `alive` is false it never does anything again.
    """

    def __init__(self, lost: Callable[[Worker], None]) -> None:
        """Call `lost` when the process has gone, for whatever reason."""
        loop = asyncio.get_running_loop()
        self.alive = True
        self._lost = lost
        self._decoder = Decoder()
        self._ready: asyncio.Future[None] = loop.create_future()
        self._job: Job | None = None
        self.jail: JsonObject = {}
        """What of the jail holds in it, as the worker reports."""
        self._process: asyncio.subprocess.Process
        self._transport: asyncio.Transport

    @classmethod
    async def spawn(
        cls, command: Sequence[str], lost: Callable[[Worker], None], jail: Jail
    ) -> Worker:
        """Start `command` (never a fork of ourselves) and wait until it is ready.

        Raises:
            StoreUnreachableError: it ended, or said nothing, instead of getting ready.
        """
        worker = cls(lost)
        await worker._start(command, jail)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker._ready
        except (TimeoutError, WorkerLostError) as error:
            await worker.end()
            raise StoreUnreachableError(
                "A worker process did not start", where=" ".join(command)
            ) from error
        except asyncio.CancelledError:
            await worker.end()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process id, for logs and tests."""
        return self._process.pid

    async def run(
        self,
        operation: str,
        payload: JsonObject,
        *,
        seconds: float,
        max_bytes: int,
        charge: Charge | None = None,
    ) -> Reply:
        """Have one job done; the worker is killed when its time is up or nobody waits any more."""
        loop = asyncio.get_running_loop()
        job = self._job = Job(loop.create_future(), max_bytes)
        request = {"op": operation, "payload": payload, "seconds": seconds, "max_bytes": max_bytes}
        self._transport.write(json_frame(Kind.JOB, request))
        began = loop.time()
        deadline = loop.call_later(seconds, self._stop, job, _too_slow(seconds))
        try:
            return await job.future
        except _GoneError:
            raise await self._why(seconds) from None
        except asyncio.CancelledError:
            self.kill()
            raise
        finally:
            deadline.cancel()
            self._job = None
            if charge is not None:
                charge(loop.time() - began if job.cpu is None else job.cpu)

    def kill(self) -> None:
        """Stop the process at once; nothing can be caught or delayed on its side."""
        self.alive = False
        with suppress(ProcessLookupError):
            self._process.kill()
        self._transport.abort()

    async def end(self) -> None:
        """Kill the process, and return when nothing of it is left behind."""
        self.kill()
        await self._process.wait()

    async def leave(self) -> None:
        """Ask an idle process to end by closing the connection; kill it if it works or stays."""
        self.alive = False
        if self._job is not None:
            self._job.fail(StoreUnreachableError("The pool of workers was closed"))
            return await self.end()
        self._transport.close()
        try:
            async with asyncio.timeout(_LEAVE_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.end()

    @override
    def data_received(self, data: bytes) -> None:
        """Hand frames on to the job; a worker that talks nonsense is killed."""
        try:
            for kind, body in self._decoder.feed(data):
                self._take(kind, body)
        except (BrokenFrameError, ValueError, KeyError, TypeError) as error:
            self._stop(self._job, IncompleteAnswerError(f"A worker's answer is garbled: {error}"))

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits: the process has died, or was killed."""
        self.alive = False
        gone = _GoneError("The connection to a worker was lost")
        if not self._ready.done():
            self._ready.set_exception(gone)
            self._ready.exception()  # if nobody waits for it any more, that is no fault
        if self._job is not None:
            self._job.fail(gone)
        self._lost(self)

    async def _why(self, seconds: float) -> KgError:
        """Return what the process that just went died of."""
        try:
            async with asyncio.timeout(_LEAVE_SECONDS):
                status = await self._process.wait()
        except TimeoutError:  # it closed the connection and lives on
            await self.end()
            return WorkerLostError("The process that evaluated the query broke off")
        if status == -signal.SIGXCPU:
            return _too_slow(seconds)
        return _died(status)

    async def _start(self, command: Sequence[str], jail: Jail) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            loop = asyncio.get_running_loop()
            self._transport, _ = await loop.create_unix_connection(lambda: self, sock=ours)
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *command,
                    f"--fd={theirs.fileno()}",
                    f"--parent={os.getpid()}",
                    f"--jail={jail.written()}",
                    pass_fds=[theirs.fileno()],
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                )
            except BaseException:
                self._transport.abort()
                raise

    def _take(self, kind: Kind, body: bytes) -> None:
        if self._job is None:
            if kind is not Kind.READY or self._ready.done():
                raise BrokenFrameError(f"{kind.name} that nobody asked for")
            self.jail = json.loads(body)["jail"]
            self._ready.set_result(None)
        elif not self._job.take(kind, body) or self._job.worn:
            self.kill()

    def _stop(self, job: Job | None, error: KgError) -> None:
        if job is not None:
            job.fail(error)
        self.kill()


class _GoneError(WorkerLostError):
    """The connection was lost; why is known once the process has been waited for."""


def _died(status: int) -> WorkerLostError:
    what = "The process that evaluated the query "
    if status in _OUT_OF_MEMORY:
        return WorkerLostError(
            what + "reached its memory limit",
            hint="ask for less at once: ORDER BY, GROUP BY and DISTINCT keep every row",
        )
    if status in _OUT_OF_STACK:
        return WorkerLostError(what + "ran out of stack", hint="nest the query less deeply")
    return WorkerLostError(what + f"ended with status {status}", hint="make the query smaller")


def _too_slow(seconds: float) -> TimeLimitError:
    return TimeLimitError(
        f"The query was stopped after {seconds:g} seconds",
        hint="narrow it down: name a claim, a speaker or a source, or add a LIMIT in a sub-select",
    )
