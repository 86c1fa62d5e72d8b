"""Somebody else's SPARQL 1.1 endpoint as a store."""

from __future__ import annotations

import asyncio
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from typing_extensions import override

from kg.errors import StoreBusyError, StoreUnreachableError, TimeLimitError
from kg.pool.faults import too_large
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    GraphFormat,
    Lane,
    Limits,
    ResultFormat,
    wanted,
)
from kg.store.exchange import fetch
from kg.store.forms import form_of
from kg.store.guard import check_size, refuse_service
from kg.store.lexer import tokens
from kg.store.question import Endpoint
from kg.store.verbs import Verbs
from kg.store.wholeness import ACCEPT_GRAPH, ACCEPT_ROWS, write_whole_graph, write_whole_rows

_AT_ONCE: Final = 8
"""Questions to the endpoint at the same time."""


class RemoteStore(Verbs):
    """Asks an endpoint for JSON or XML, for N-Triples or Turtle, and believes only whole bodies.

    The query goes out as it was written. Which graphs make the default graph is the endpoint's
    setting, unless the dataset is named. Rows come back in the format wanted by way of our own
    writers, so that every adapter writes alike.
    """

    def __init__(self, url: str, *, patience: float = 2.0) -> None:
        """Ask at `url`, which may hold a name and a password (``https://name:password@host/``).

        Args:
            url: the address of the endpoint.
            patience: seconds a question waits for its turn before `StoreBusyError`.
        """
        self._endpoint = Endpoint.parse(url)
        self._patience = patience
        self._closed = False
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="kg-remote")

    @property
    def revision(self) -> int | None:
        """None: an endpoint does not count."""
        return None

    @override
    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        """Return the whole answer; see `Store.query`. The endpoint knows no lanes."""
        if self._closed:
            raise StoreUnreachableError("The store is closed", where=self._endpoint.url)
        await self._turn()
        loop = asyncio.get_running_loop()
        asked = loop.run_in_executor(self._threads, self._ask_here, text, formats, limits, dataset)
        asked.add_done_callback(self._done)
        try:
            async with asyncio.timeout(limits.seconds):
                return await asyncio.shield(asked)  # a thread ends by itself, on its own deadline
        except TimeoutError as error:
            raise TimeLimitError(
                f"The endpoint did not answer within {limits.seconds:g} seconds",
                hint="narrow the query down",
            ) from error

    async def aclose(self) -> None:
        """Ask nothing any more; questions still on their way are left to their deadlines."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError as error:
            raise StoreBusyError(
                "Too many questions to the endpoint are on their way", hint="try again in a moment"
            ) from error

    def _done(self, asked: asyncio.Future[Answer]) -> None:
        self._turns.release()
        if not asked.cancelled():
            asked.exception()  # perhaps nobody waits any more; unread, it would be complained about

    def _ask_here(self, text: str, formats: Formats, limits: Limits, dataset: Dataset) -> Answer:
        try:
            return self._ask(text, formats, limits, dataset)
        except BaseException as error:
            _let_go(error)
            raise

    def _ask(self, text: str, formats: Formats, limits: Limits, dataset: Dataset) -> Answer:
        check_size(text)
        found = [token for token in tokens(text) if token.kind != "comment"]
        refuse_service(text, found)
        form = form_of(text, found)
        body = _Body(limits.bytes)
        if form == "graph":
            graph = wanted(formats.graph, GraphFormat)
            fetched = fetch(self._endpoint, text, ACCEPT_GRAPH, dataset, limits)
            write_whole_graph(fetched, graph, body.emit)
            return Answer(form, graph, body.whole())
        rows = wanted(formats.rows, ResultFormat)
        fetched = fetch(self._endpoint, text, ACCEPT_ROWS, dataset, limits)
        write_whole_rows(fetched, form, rows, limits.rows, body.emit)
        return Answer(form, rows, body.whole())


class _Body:
    """Gathers what is written, up to a size."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._pieces = bytearray()

    def emit(self, data: bytes) -> None:
        self._pieces += data
        if len(self._pieces) > self._max_bytes:
            raise too_large(self._max_bytes)

    def whole(self) -> bytes:
        return bytes(self._pieces)


def _let_go(error: BaseException | None) -> None:
    """Drop what failed calls held: the engine's objects must end in the thread they began in."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
