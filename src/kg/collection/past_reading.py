"""A store, an index and whole answers over a view of the past, which is made when first asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from typing_extensions import override

from kg.errors import StoreBusyError, StoreUnreachableError
from kg.reading.telling import Teller
from kg.reading.told import Call, Told
from kg.search.asking import Search
from kg.search.naming import Json
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
    Store,
)
from kg.store.verbs import Verbs

Ready = Callable[[], Awaitable[None]]
"""Returns once the view is there."""


class PastStore(Verbs):
    """A store over a view that is made first."""

    def __init__(self, store: Store, ready: Ready) -> None:
        """Ask `store` once it is `ready`."""
        self._store = store
        self._ready = ready

    @property
    def revision(self) -> int | None:
        """The revision it shows."""
        return self._store.revision

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
        """Return the whole answer; see `Store.query`."""
        await self._ready()
        try:
            return await self._store.query(
                text, formats=formats, limits=limits, dataset=dataset, lane=lane
            )
        except StoreUnreachableError as error:
            raise _gone() from error

    async def aclose(self) -> None:
        """Leave everything open: it belongs to the present."""


class PastSearch(Search):
    """An index of a view that is made first."""

    def __init__(self, search: Search, ready: Ready) -> None:
        """Ask `search` once it is `ready`."""
        self._search = search
        self._ready = ready

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        """Return the answer as JSON values."""
        await self._ready()
        try:
            return await self._search.ask(request)
        except StoreUnreachableError as error:
            raise _gone() from error


class PastTeller(Teller):
    """Makes whole answers from a view that is made first."""

    def __init__(self, teller: Teller, ready: Ready) -> None:
        """Ask `teller` once the view is `ready`."""
        self._teller = teller
        self._ready = ready

    @override
    async def tell(self, call: Call) -> Told:
        """Return the whole answer."""
        await self._ready()
        try:
            return await self._teller.tell(call)
        except StoreUnreachableError as error:
            raise _gone() from error


def _gone() -> StoreBusyError:
    return StoreBusyError(
        "The view of the past was removed while it was read", hint="ask again in a moment"
    )
