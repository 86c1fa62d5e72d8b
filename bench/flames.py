"""Where the time of the most asked requests goes, as flame graphs: server and worker in one.

    python bench/flames.py bench/out/1e6-1 docs/flames/now
    ../earlier/.venv/bin/python bench/flames.py bench/out/1e6-1 docs/flames/before

The application is called as a server would call it, with what a worker does in the same process,
its request and its answer through JSON as ever: so one picture shows both. What reads and writes
HTTP, and the way between two processes, are not in it. Run it with the Python of another version
to see that one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch
from urllib.parse import urlsplit

from kg.pool.job import Reply
from kg.settings import Settings
from kg.worker import operations
from kg_api.app import create_app
from kg_bench.flame import drawn
from kg_bench.questions import Questions
from kg_bench.stacks import Stacks

ASKED = {
    "claim": "one claim with its facts",
    "attribution": "one attribution",
    "attributions": "list page: speaker, said_from",
    "trace": "trace of a claim",
    "lookup": "look-up by text",
}
"""Pictures by name, and the questions they are of."""
SECONDS = 10.0


class Here:
    """A pool with no processes: what a worker would do is done at once."""

    def __init__(self) -> None:
        """Have one worker's operations."""
        self._operations = operations()
        self.jail: dict[str, Any] = {}
        self.idle = self.size = 1

    @classmethod
    async def start(cls, *_: object, **__: object) -> Self:
        """Return one."""
        return cls()

    async def run(self, op: str, payload: dict[str, Any], **_: object) -> Reply:
        """Do a job."""
        body = bytearray()
        asked = json.loads(json.dumps(payload, ensure_ascii=False))
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)  # noqa: SLF001  (a worker has none)
        try:
            header = self._operations[op](asked, body.extend)
        finally:
            asyncio._set_running_loop(loop)  # noqa: SLF001
        return Reply(json.loads(json.dumps(header)), bytes(body))

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End nothing."""

    async def aclose(self) -> None:
        """End nothing."""


async def seen(data: Path, question: str) -> Counter[tuple[str, ...]]:
    """Return the stacks seen while a question is asked again and again."""
    base = json.loads((data / "sample.json").read_text("utf-8"))
    asks = next(one for one in Questions(base).all() if one.name == question).asks
    paths = [ask.rest for ask in asks if ask.rest]
    settings = Settings(store=str(data / "kg"), client_cpu=0, cache_bytes=0)
    stacks = Stacks()
    with patch("kg.collection.opening.Pool", Here):
        app = create_app(settings)
        async with app.router.lifespan_context(app):
            for path in paths[:5]:
                await _ask(app, path)
            with stacks.looking():
                until = asyncio.get_running_loop().time() + SECONDS
                number = 0
                while asyncio.get_running_loop().time() < until:
                    await _ask(app, paths[number % len(paths)])
                    number += 1
    return _within(stacks.seen)


async def _ask(app: Any, address: str) -> None:  # noqa: ANN401  (any ASGI application)
    path, query = urlsplit(address).path, urlsplit(address).query
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "state": {},
        "query_string": query.encode(), "headers": [(b"host", b"x"), (b"accept", b"*/*")],
        "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "root_path": "",
        "server": ("127.0.0.1", 80), "asgi": {"version": "3.0"},
    }  # fmt: skip
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    await app(scope, receive, send)
    if statuses != [200]:
        raise RuntimeError(f"{address} was answered with {statuses}")


def _within(found: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """Return the stacks from the application on; what stands around it is ours."""
    cut = Counter[tuple[str, ...]]()
    for stack, count in found.items():
        if "flames._ask" in stack:
            cut[stack[stack.index("flames._ask") + 1 :]] += count
    return cut


def main() -> None:
    """Read the command line, ask and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="what prepare.py filled")
    parser.add_argument("out", type=Path, help="a folder for the pictures")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name, question in ASKED.items():
        found = asyncio.run(seen(given.data, question))
        (given.out / f"{name}.svg").write_text(drawn(found, question), "utf-8")
        print(f"{name}: seen {found.total()} times")


if __name__ == "__main__":
    main()
