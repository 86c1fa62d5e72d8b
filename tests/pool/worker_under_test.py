"""A worker with operations that misbehave; the pool's tests start it."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import time
from typing import Any

from kg.errors import BadQueryError
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
    given = parser.parse_args()
    known = (echo, sleep, fill, crash, nest, refuse, stumble, exhaust, babble)
    serve(given.fd, given.parent, {operation.__name__: operation for operation in known})
