"""Who carries a request to the index: a worker of the pool, or this very process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from typing_extensions import override

from kg.errors import StoreUnreachableError
from kg.search.answering import Answering
from kg.search.naming import Json
from kg.search.schema import open_read_only

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject
    from kg.pool.pool import Pool
    from kg.pool.serving import Emit
    from kg.store.location import Location, Shown

INDEX: Final = "index.sqlite"
SECONDS: Final = 10.0
MAX_BYTES: Final = 32 * 2**20


class Search(Protocol):
    """Something that answers the requests of `kg.search.answering`."""

    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Return the answer as JSON values.

        Raises:
            StoreUnreachableError: there is no index to ask.
            TimeLimitError: it was not answered in time.
        """
        ...


class LocalSearch(Search):
    """Asks an index in this process: for tests, the command line and remote stores."""

    def __init__(self, path: Path) -> None:
        """Open the index at `path`, which nobody may change any more.

        Raises:
            StoreUnreachableError: there is no index there.
        """
        import asyncio  # a worker needs `Searcher` only, and is started often

        self._connection = open_read_only(path)
        self._answering = Answering(self._connection)
        self._turn = asyncio.Lock()

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Answer in a thread, one request after the other."""
        import asyncio

        async with self._turn:
            return await asyncio.to_thread(self._answering.answer, request)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class PooledSearch(Search):
    """Has the workers ask the index of whatever generation is shown at that moment."""

    def __init__(self, pool: Pool, location: Location, *, seconds: float = SECONDS) -> None:
        """Ask through `pool`, which stays the caller's to close, as long as `seconds` each."""
        self._pool = pool
        self._location = location
        self._seconds = seconds

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Have a worker answer; this process only carries bytes."""
        shown = self._location.current()
        try:
            return await self._ask(request, shown)
        except StoreUnreachableError:
            # The generation may have been removed between looking and opening.
            newer = self._location.current()
            if newer == shown:
                raise
        return await self._ask(request, newer)

    async def _ask(self, request: Mapping[str, Any], shown: Shown) -> Json:
        payload = {"index": str(shown.path / INDEX), "request": dict(request)}
        reply = await self._pool.run("search", payload, seconds=self._seconds, max_bytes=MAX_BYTES)
        answer: Json = json.loads(reply.body)
        return answer | {"revision": shown.revision}


class DirectSearch(Search):
    """Asks the index of one generation from within a worker; nothing in it ever waits."""

    def __init__(self, searcher: Searcher, shown: Shown) -> None:
        """Ask the index of `shown` through what keeps it open."""
        self._searcher = searcher
        self._path = str(shown.path / INDEX)
        self._revision = shown.revision

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Answer at once."""
        answer = self._searcher.opened(self._path).answer(request)
        return answer | {"revision": self._revision}


class Searcher:
    """The worker's half: keeps the last index open, as the next request is for the same one."""

    def __init__(self) -> None:
        """Begin with no index open."""
        self._opened: tuple[str, Answering, Callable[[], None]] | None = None

    def search(self, payload: JsonObject, emit: Emit) -> JsonObject:
        """Answer the request in the payload from the index whose path is in it."""
        answer = self.opened(payload["index"]).answer(payload["request"])
        emit(json.dumps(answer, ensure_ascii=False).encode())
        return {}

    def opened(self, path: str) -> Answering:
        """Return what answers from the index at `path`; whatever was open before is closed.

        Raises:
            StoreUnreachableError: there is no index there.
        """
        if self._opened is None or self._opened[0] != path:
            if self._opened is not None:
                self._opened[2]()
                self._opened = None
            connection = open_read_only(Path(path))
            self._opened = (path, Answering(connection), connection.close)
        return self._opened[1]
