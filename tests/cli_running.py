"""Runs `kg` inside the tests, on a collection that is opened once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.collection.opening import open_service
from kg.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


def shell(*arguments: str | Path, folder: Path | None = None) -> Ran:
    """Run `kg` as a program of its own."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True, text=True, timeout=60, env=env, cwd=folder, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


class OpenDemo:
    """The demonstration, opened once in a loop of its own, for commands that only read it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.stack = AsyncExitStack()
        self.service = self.run(self.stack.enter_async_context(open_service(settings)))

    def run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(wait(), self.loop).result(60)

    def close(self) -> None:
        self.run(self.stack.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()
