"""The worker's side of the pool: take a job, answer it, take the next."""

from __future__ import annotations

import json
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kg.errors import KgError, WorkerLostError
from kg.pool import faults
from kg.pool.confinement import (
    Jail,
    address_space,
    allow_seconds,
    cap_memory,
    confine,
    lift_file_limit,
)
from kg.pool.frames import CHUNK_BYTES, JsonObject, Kind, frame, json_frame, receive

Emit: TypeAlias = Callable[[bytes], None]
"""Sends the next bytes of the answer."""

Handler: TypeAlias = Callable[[JsonObject, Emit], JsonObject]
"""Answers a job's payload: emits the body, returns the header."""

STACK_BYTES: Final = 512 * 2**20
"""Stack of the thread that works. Virtual memory, paid for when used: queries of 64 KiB, nested as
deep as they can be, do not exhaust it, while 8 MiB fall to the first kilobytes of brackets."""
_LAST_WORDS: Final = 1.0
"""Seconds an idle worker has to end in good order once its parent has gone."""


def serve(fd: int, parent: int, jail: Jail, operations: Mapping[str, Handler]) -> None:
    """Answer jobs that come over the socket `fd` until the process `parent` closes it.

    The first frame says what of the jail holds here.
    """
    holding = confine(parent, jail)
    with socket.socket(fileno=fd) as connection:
        threading.stack_size(STACK_BYTES)
        worker = _Worker(connection, jail, operations)
        working = threading.Thread(target=worker.work, args=(holding.told(),), daemon=True)
        working.start()
        _wait_for_hang_up(connection)
        working.join(_LAST_WORDS)
        if working.is_alive():  # in the middle of a job nobody waits for any more
            os._exit(0)
    lift_file_limit()


def _wait_for_hang_up(connection: socket.socket) -> None:
    hang_up = select.poll()
    hang_up.register(connection, 0)  # POLLHUP and POLLERR are always reported
    hang_up.poll()


class _Worker:
    """Takes one job after the other; a thread of its own does nothing else."""

    def __init__(
        self, connection: socket.socket, jail: Jail, operations: Mapping[str, Handler]
    ) -> None:
        self._connection = connection
        self._jail = jail
        self._operations = operations
        self._idle_size = 0

    def work(self, holding: JsonObject) -> None:
        cap = cap_memory(self._jail)
        self._idle_size = address_space() or 0
        self._send(Kind.READY, {"jail": holding | {"memory": cap}})
        _silence()
        try:
            while job := receive(self._connection):
                self._answer(json.loads(job[1]))
        except (BrokenPipeError, ConnectionResetError):
            return  # the parent has gone; so do we

    def _answer(self, job: JsonObject) -> None:
        began = time.process_time()
        allow_seconds(job["seconds"])
        emitter = _Emitter(self._connection, job["max_bytes"])
        try:
            header = self._operations[job["op"]](job["payload"], emitter.emit)
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001  (named and handed on: the parent raises it)
            self._send(Kind.FAULT, faults.written(_named(error)) | self._spent(began, error))
        else:
            emitter.end(header, self._spent(began))

    def _spent(self, began: float, error: Exception | None = None) -> JsonObject:
        """Say what the job has cost, and whether another should be done in what is left."""
        grown = (address_space() or 0) - self._idle_size
        kept = self._jail.memory is not None and grown > self._jail.memory // 2
        worn = kept or isinstance(error, MemoryError)
        return {"cpu": time.process_time() - began, "worn": worn}

    def _send(self, kind: Kind, value: JsonObject) -> None:
        self._connection.sendall(json_frame(kind, value))


def _named(error: Exception) -> KgError:
    if isinstance(error, KgError):
        return error
    if isinstance(error, MemoryError):
        return WorkerLostError("The memory limit was reached", hint="ask for less at once")
    return KgError(f"The worker failed: {type(error).__name__}: {error}")


def _silence() -> None:
    """Send what a dying engine prints nowhere: whoever wrote the query could fill the log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


class _Emitter:
    """Gathers an answer into frames; a small one leaves in a single write."""

    def __init__(self, connection: socket.socket, max_bytes: int) -> None:
        self._connection = connection
        self._max_bytes = max_bytes
        self._gathered = bytearray()
        self._bytes = 0
        self._chunks = 0

    def emit(self, data: bytes) -> None:
        self._bytes += len(data)
        if self._bytes > self._max_bytes:
            raise faults.too_large(self._max_bytes)
        self._gathered += data
        if len(self._gathered) >= CHUNK_BYTES:
            self._connection.sendall(self._chunk())

    def end(self, header: JsonObject, spent: JsonObject) -> None:
        rest = self._chunk() if self._gathered else b""
        counts = {"chunks": self._chunks, "bytes": self._bytes, "header": header} | spent
        self._connection.sendall(rest + json_frame(Kind.END, counts))

    def _chunk(self) -> bytes:
        self._chunks += 1
        chunk = frame(Kind.CHUNK, self._gathered)
        self._gathered.clear()
        return chunk
