"""A worker with operations that misbehave; the pool's tests start it."""

from __future__ import annotations

import argparse
import ctypes
import errno
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.errors import BadQueryError
from kg.pool.confinement import Jail
from kg.pool.serving import Emit, serve


def echo(payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
    for piece in payload["pieces"]:
        emit(piece.encode())
    return {"pid": os.getpid()}


def sleep(payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
    emit(b"begun")
    time.sleep(payload["seconds"])
    return {"pid": os.getpid()}


def fill(payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
    for _ in range(payload["times"]):
        emit(b"x" * 100_000)
    return {}


def crash(payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
    emit(b"x" * 300_000)  # more than one chunk, so that a part has already been sent
    os.kill(os.getpid(), signal.Signals[payload["signal"]])
    time.sleep(60)
    return {}


def nest(payload: dict[str, Any], _: Emit) -> dict[str, Any]:
    from pyoxigraph import Store

    depth = payload["depth"]
    Store().query("ASK " + "{" * depth + "}" * depth)
    return {}


def refuse(_: dict[str, Any], emit: Emit) -> dict[str, Any]:
    emit(b"half an answer")
    raise BadQueryError("Expected a variable", line=2, column=8, hint="write ?x")


def stumble(_: dict[str, Any], __: Emit) -> dict[str, Any]:
    raise KeyError("store")


def exhaust(_: dict[str, Any], __: Emit) -> dict[str, Any]:
    raise MemoryError


def attempt(payload: dict[str, Any], _: Emit) -> dict[str, Any]:
    """Try what a job must not be able to do, and tell what came of it."""
    tries: dict[str, Callable[[], object]] = {
        "socket": lambda: socket.socket().close(),
        "pair": lambda: [end.close() for end in socket.socketpair()],
        "fork": _fork,
        "program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        "write": lambda: Path(payload["path"]).write_text("anything"),
        "open": _open_many,
        "thread": lambda: threading.Thread(target=time.monotonic).start(),
    }
    threading.stack_size(2**20)
    try:
        tries[payload["what"]]()
    except OSError as error:
        return {"refused": errno.errorcode[error.errno or 0]}
    return {"refused": None}


def _open_many() -> None:
    with ExitStack() as stack:
        for _ in range(300):
            stack.enter_context(Path(os.devnull).open("rb"))


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def hoard(payload: dict[str, Any], _: Emit) -> dict[str, Any]:
    """Take memory as an engine does that ends the process when there is none."""
    taken = ctypes.CDLL(None).malloc
    taken.restype = ctypes.c_void_p
    for _piece in range(payload["mebibytes"]):
        if taken(ctypes.c_size_t(2**20)) is None:
            os.abort()
    return {"pid": os.getpid()}


def keep(payload: dict[str, Any], _: Emit) -> dict[str, Any]:
    """Take memory in order, and be refused in order."""
    _kept.append(bytearray(payload["mebibytes"] * 2**20))
    return {"pid": os.getpid()}


_kept: list[bytearray] = []


def burn(_: dict[str, Any], __: Emit) -> dict[str, Any]:
    while True:
        time.monotonic()


def hide(_: dict[str, Any], __: Emit) -> dict[str, Any]:
    """Close the connection and live on."""
    with socket.socket(fileno=os.dup(_connection())) as connection:
        connection.shutdown(socket.SHUT_WR)
        os.kill(os.getpid(), signal.SIGSTOP)
    return {}


def babble(payload: dict[str, Any], _: Emit) -> dict[str, Any]:
    with socket.socket(fileno=os.dup(_connection())) as connection:
        connection.sendall(bytes.fromhex(payload["hex"]))
        time.sleep(60)
    return {}


def _connection() -> int:
    return int(next(argument for argument in sys.argv if argument.startswith("--fd="))[5:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fd", type=int)
    parser.add_argument("--parent", type=int)
    parser.add_argument("--jail", type=Jail.read)
    given = parser.parse_args()
    known = (
        echo, sleep, fill, crash, nest, refuse, stumble, exhaust, babble,
        attempt, hoard, burn, keep, hide,
    )  # fmt: skip
    operations = {operation.__name__: operation for operation in known}
    serve(given.fd, given.parent, given.jail, operations)
