"""Searching a store that has no ledger of ours: its index is gathered when first asked for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typing_extensions import override

from kg.catalogue import Catalogue
from kg.search.asking import LocalSearch, Search
from kg.search.building import build_index
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
        self._turn = asyncio.Lock()

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Return the answer as JSON values; the first question waits for the gathering.

        Raises:
            StoreError: the endpoint did not answer, or not in full; the next question tries again.
        """
        async with self._turn:
            if self._local is None:
                path = Path(self._folder.name) / "index.sqlite"
                await build_index(path, self._store, self._catalogue)
                self._local = LocalSearch(path)
        return await self._local.ask(request)

    def close(self) -> None:
        """Let go of the index and its file."""
        if self._local is not None:
            self._local.close()
        self._folder.cleanup()
