"""A system that is measured: started on a free port of the loopback, asked, and stopped again."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Final, TypeAlias

HOST: Final = "127.0.0.1"
SECONDS_TO_START: Final = 600.0
"""rdflib reads its data when it starts."""

Command: TypeAlias = Callable[[Path, int], tuple[Sequence[str], str, str]]
"""From data and port to command line, path that tells when it is ready, path of SPARQL."""


class ServerError(Exception):
    """A server did not start, or ended by itself."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running system; `sparql` is the path of its endpoint."""

    name: str
    port: int
    sparql: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, accept: str, patience: float = 300.0) -> Answered:
        """Ask once, outside of any measurement.

        Raises:
            TimeoutError: nothing came for so many seconds.
        """
        connection = http.client.HTTPConnection(HOST, self.port, timeout=patience)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            response = connection.getresponse()
            return Answered(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def alive(self) -> None:
        """Raise ServerError when it has ended."""
        if (code := self.process.poll()) is not None:
            raise ServerError(f"{self.name} ended with {code}; see {self.log}")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer outside of any measurement."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def stop_when_told() -> None:
    """Let SIGTERM and SIGHUP end this program as Ctrl-C does, so that every server is stopped."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def program(name: str) -> str:
    """Return the path of a program: the one beside this very Python, else the one on PATH."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return shutil.which(name, path=places) or name


@contextmanager
def running(
    name: str, command: Command, data: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Run a system for the time of the block; it is stopped whatever happens.

    Args:
        name: what it is called in the report; its log has that name too.
        command: how it is started.
        data: what `bench/prepare.py` made.
        settings: more for its environment.

    Raises:
        ServerError: it did not start.
    """
    port = free_port()
    arguments, ready, sparql = command(data, port)
    log = data / f"{name}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            env={**os.environ, **settings},
        )
    server = Server(name, port, sparql, process, log)
    try:
        _wait(server, ready)
        yield server
    finally:
        _stop(process)


def _wait(server: Server, path: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        server.alive()
        try:
            if server.get(path, "*/*").status < http.client.INTERNAL_SERVER_ERROR:
                return
        except OSError:
            time.sleep(0.05)
    raise ServerError(f"{server.name} did not answer within {SECONDS_TO_START:.0f} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process, and whatever is left of its own session."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
