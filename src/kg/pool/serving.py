"""The worker's side of the pool: take a job, answer it, take the next."""

from __future__ import annotations

import json
import os
import select
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kg.errors import KgError, WorkerLostError
from kg.pool import faults
from kg.pool.confinement import confine
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


def serve(fd: int, parent: int, operations: Mapping[str, Handler]) -> None:
    """Answer jobs that come over the socket `fd` until the process `parent` closes it."""
    confine(parent)
    with socket.socket(fileno=fd) as connection:
        threading.stack_size(STACK_BYTES)
        working = threading.Thread(target=_work, args=(connection, operations), daemon=True)
        working.start()
        _wait_for_hang_up(connection)
        working.join(_LAST_WORDS)
        if working.is_alive():  # in the middle of a job nobody waits for any more
            os._exit(0)


def _wait_for_hang_up(connection: socket.socket) -> None:
    hang_up = select.poll()
    hang_up.register(connection, 0)  # POLLHUP and POLLERR are always reported
    hang_up.poll()


def _work(connection: socket.socket, operations: Mapping[str, Handler]) -> None:
    connection.sendall(json_frame(Kind.READY, {"operations": sorted(operations)}))
    _silence()
    try:
        while job := receive(connection):
            _answer(connection, json.loads(job[1]), operations)
    except (BrokenPipeError, ConnectionResetError):
        return  # the parent has gone; so do we


def _silence() -> None:
    """Send what a dying engine prints nowhere: whoever wrote the query could fill the log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _answer(connection: socket.socket, job: JsonObject, operations: Mapping[str, Handler]) -> None:
    emitter = _Emitter(connection, job["max_bytes"])
    try:
        header = operations[job["op"]](job["payload"], emitter.emit)
    except KgError as error:
        connection.sendall(json_frame(Kind.FAULT, faults.written(error)))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        lost = WorkerLostError("The memory limit was reached", hint="ask for less at once")
        connection.sendall(json_frame(Kind.FAULT, faults.written(lost)))
    except Exception as error:  # noqa: BLE001  (named and handed on: the parent raises it)
        failure = KgError(f"The worker failed: {type(error).__name__}: {error}")
        connection.sendall(json_frame(Kind.FAULT, faults.written(failure)))
    else:
        emitter.end(header)


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

    def end(self, header: JsonObject) -> None:
        rest = self._chunk() if self._gathered else b""
        counts = {"chunks": self._chunks, "bytes": self._bytes, "header": header}
        self._connection.sendall(rest + json_frame(Kind.END, counts))

    def _chunk(self) -> bytes:
        self._chunks += 1
        chunk = frame(Kind.CHUNK, self._gathered)
        self._gathered.clear()
        return chunk
