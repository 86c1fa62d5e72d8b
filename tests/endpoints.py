"""A real `oxigraph serve` that a test can kill and start again at the same address."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SECONDS_TO_START = 60.0


@dataclass
class Endpoint:
    """A store of its own, served where `url` says while it is up."""

    store: Path
    port: int
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/query"

    def start(self) -> None:
        """Serve, and return once it answers."""
        program = Path(sys.executable).with_name("oxigraph")
        self._running.append(
            subprocess.Popen(
                [program, "serve-read-only", "--location", self.store, "--union-default-graph",
                 "--bind", f"127.0.0.1:{self.port}"],
                stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                    return
            except URLError:
                time.sleep(0.05)
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """Let nobody answer any more, from one moment to the next."""
        while self._running:
            process = self._running.pop()
            process.kill()
            process.wait()


@contextmanager
def endpoint(directory: Path, folder: Path) -> Iterator[Endpoint]:
    """Serve a copy of what a data directory has published, kept in an empty folder."""
    generation = (directory / "current").read_text("utf-8").strip()
    copy = folder / "store"
    shutil.copytree(directory / "generations" / generation / "store", copy)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = Endpoint(copy, port)
    served.start()
    try:
        yield served
    finally:
        served.kill()
