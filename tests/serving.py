"""Starts the real `kg serve` for tests and talks to it over loopback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

SECONDS_TO_START = 60.0


class Server:
    """A running `kg serve`; `address` is where it listens, `log` what it said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = self._address()
        self.client = httpx2.Client(base_url=self.address, timeout=60)

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.log.extend(self.process.stderr)

    def _address(self) -> str:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if found := re.search(r"\bat\s+(http://[^\s/]+:\d+)", "".join(self.log)):
                self._wait(found[1], deadline)
                return found[1]
            assert self.process.poll() is None, "".join(self.log)
            time.sleep(0.02)
        raise TimeoutError("".join(self.log))

    def _wait(self, address: str, deadline: float) -> None:
        while time.monotonic() < deadline:
            try:
                if httpx2.get(f"{address}/healthz", timeout=5).status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.02)
        raise TimeoutError("".join(self.log))

    def stop(self) -> None:
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(5)
            assert self.process.stderr is not None
            self.process.stderr.close()


@contextmanager
def serving(
    *arguments: str | Path, env: dict[str, str] | None = None, python: str = sys.executable
) -> Iterator[Server]:
    """Run `kg serve ARGUMENTS` on a free port for the time of the block."""
    process = subprocess.Popen(
        [python, "-m", "kg", "serve", "--port", "0", *map(str, arguments)],
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=env,
    )
    try:
        server = Server(process)
    except BaseException:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        raise
    try:
        yield server
    finally:
        server.stop()
