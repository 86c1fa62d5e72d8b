"""A store for programs without an event loop: the command line, scripts, notebooks.

::

    with BlockingStore(lambda: open_store("kg-data", workers=1)) as store:
        store.ask("ASK { ?s ?p ?o }")
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self, TypeVar

from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
    Rows,
    Store,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from types import TracebackType
    from typing import Any

_T = TypeVar("_T")


class BlockingStore:
    """The verbs of a `Store`, each waiting for its answer; Ctrl-C kills the query that runs."""

    def __init__(self, opening: Callable[[], Coroutine[Any, Any, Store]]) -> None:
        """Open a store in an event loop of our own.

        Raises:
            StoreUnreachableError: it cannot be opened.
        """
        self._runner = asyncio.Runner()
        try:
            self._store = self._runner.run(opening())
        except BaseException:
            self._runner.close()
            raise

    def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        """Return the answer; see `Store.query`."""
        store = self._store
        return self._wait(
            store.query(text, formats=formats, limits=limits, dataset=dataset, lane=lane)
        )

    def select(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Rows:
        """Return the rows of a SELECT query."""
        return self._wait(self._store.select(text, limits=limits))

    def ask(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bool:
        """Return the answer to an ASK query."""
        return self._wait(self._store.ask(text, limits=limits))

    def construct(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE query as N-Triples."""
        return self._wait(self._store.construct(text, limits=limits))

    def close(self) -> None:
        """Close the store and its event loop."""
        try:
            self._wait(self._store.aclose())
        finally:
            self._runner.close()

    def __enter__(self) -> Self:
        """Return the store, to be closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def _wait(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        return self._runner.run(coroutine)
