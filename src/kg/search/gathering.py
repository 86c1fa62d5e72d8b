"""Searching a store that has no ledger of ours: its index is gathered when first asked for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typing_extensions import override

from kg.catalogue import Catalogue
from kg.errors import IncompleteAnswerError
from kg.search.asking import LocalSearch, Search
from kg.search.building import UNREADABLE, build_index
from kg.search.naming import Json
from kg.store.base import Store


class GatheredSearch(Search):
    """Asks an index of everything an endpoint holds, as it was at the first question.

    A later change at the endpoint is not in the index until the program is started again: lists
    and look-ups are then older than what SPARQL answers, and claim no revision.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        """Gather from `store` with the queries of `catalogue`, once it is needed."""
        self._store = store
        self._catalogue = catalogue
        self._folder = tempfile.TemporaryDirectory(prefix="kg-index-")
        self._local: LocalSearch | None = None
        self._gathering: asyncio.Task[LocalSearch] | None = None

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Return the answer as JSON values; the first question waits for the gathering.

        Whoever stops waiting does not stop it: others may wait as well.

        Raises:
            StoreError: the endpoint did not answer, or not in full, or not what our ontology says;
                the next question tries again.
            LimitError: there was no end to it, or an answer was too large or too slow.
        """
        local = self._local or await self._gathered()
        try:
            return await local.ask(request)
        except UNREADABLE as error:
            raise IncompleteAnswerError(
                f"The endpoint holds something that cannot be shown: {error!r:.200}"
            ) from error

    def close(self) -> None:
        """Let go of the index and its file."""
        if self._gathering is not None:
            self._gathering.cancel()
        if self._local is not None:
            self._local.close()
        self._folder.cleanup()

    async def _gathered(self) -> LocalSearch:
        if self._gathering is None or self._gathering.done():
            self._gathering = asyncio.create_task(self._gather())
            self._gathering.add_done_callback(_seen)
        self._local = await asyncio.shield(self._gathering)
        return self._local

    async def _gather(self) -> LocalSearch:
        path = Path(self._folder.name) / "index.sqlite"
        await build_index(path, self._store, self._catalogue)
        return LocalSearch(path)


def _seen(gathering: asyncio.Task[LocalSearch]) -> None:
    if not gathering.cancelled():
        gathering.exception()  # perhaps nobody waits any more; unread, it would be complained about
