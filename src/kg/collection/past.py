"""Reading a collection as it was: the same verbs, over a view of the past that is made first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from kg.collection.editions import Edition
from kg.collection.past_reading import PastSearch, PastStore, PastTeller, Ready
from kg.errors import KgError, StoreUnreachableError, UsageError
from kg.keeping.layout import Layout
from kg.keeping.past_views import PastViews
from kg.model.past import AsOf, LeftOut
from kg.past.builder import Builder
from kg.past.view import View
from kg.pool.pool import Pool
from kg.pool.process import Charge
from kg.reading.telling import PooledTeller, Teller, Terms
from kg.search.asking import PooledSearch
from kg.search.schema import FORMAT as INDEX_FORMAT
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore
from kg.store.location import Folder, Location
from kg.writing.process import for_outside

MOST_BYTES = 2**16


@dataclass(frozen=True, slots=True)
class Then:
    """One moment of the past: what answers say of it, where it is read, what tells it apart."""

    as_of: AsOf
    location: Location
    edition: Edition
    ready: Ready

    def current(self) -> Edition:
        """Return the edition; it stays the same."""
        return self.edition


class Past:
    """The past of one collection."""

    def __init__(
        self,
        settings: Settings,
        terms: Terms,
        pool: Pool,
        store: EmbeddedStore,
        location: Location,
        ours: str,
    ) -> None:
        """Look at the data directory the settings name.

        Args:
            settings: they name a data directory.
            terms: on which workers read.
            pool: workers that know the operation `moment`.
            store: shows the present.
            location: where that is.
            ours: tells programs apart that would answer otherwise.
        """
        self._settings = settings
        self._terms = terms
        self._pool = pool
        self._store = store
        self._present = location
        self._views = PastViews(Layout(Path(settings.store)))
        self._builder = Builder(settings.store, patience=settings.time_limit)
        self._ours = ours

    async def then(self, asked: str, *, whole: bool, charge: Charge | None) -> Then:
        """Return the moment somebody asks for; nothing is made before it is read.

        Raises:
            BadParameterError: it is no moment, or not one of the past.
            UsageError: there is no ledger here.
            StoreError: the ledger cannot be read.
        """
        told = await self._told(asked, charge)
        left = LeftOut(retracted=0 if whole else told["retracted"], erased=told["erased"])
        as_of = AsOf(asked=asked, revision=told["revision"], at=told["at"], left_out=left)
        view = View(as_of.revision, told["taken"], whole, self._made_by)
        digest = hashlib.sha256(f"{view.name}\n{self._ours}".encode()).hexdigest()
        edition = Edition(as_of.revision, digest, erased=left.erased)
        if not told["retracted"] and not left.erased and (now := self._shown(as_of.revision)):
            return Then(as_of, now, edition, _at_once)
        location = Folder(self._views.path(view.name), view.revision)
        return Then(as_of, location, edition, partial(self._made, view, charge))

    def readers(self, then: Then) -> tuple[PastStore, PastSearch]:
        """Return what answers from a moment."""
        store = PastStore(self._store.showing(then.location), then.ready)
        return store, PastSearch(PooledSearch(self._pool, then.location), then.ready)

    def teller(self, then: Then) -> Teller:
        """Return what makes whole answers from a moment."""
        teller = PooledTeller(self._pool, then.location, replace(self._terms, as_of=then.as_of))
        return PastTeller(teller, then.ready)

    def clear_up(self) -> None:
        """Remove what a crash may have left, some time soon; nothing where there never was any."""
        if self._views.layout.past.is_dir():
            self._builder.clear_up()

    async def aclose(self) -> None:
        """Give up what is being made."""
        await self._builder.aclose()

    @cached_property
    def _made_by(self) -> str:
        from kg.keeping.building import program
        from kg.keeping.ontology import Ontology  # with the writing side, which few need

        told = json.dumps([self._settings.base, program(), INDEX_FORMAT, Ontology().digest])
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    async def _told(self, asked: str, charge: Charge | None) -> Mapping[str, Any]:
        ledger = self._views.layout.ledger
        if not ledger.is_dir():
            raise no_ledger()
        payload = {"ledger": str(ledger), "asked": asked}
        try:
            reply = await self._pool.run(
                "moment",
                payload,
                seconds=self._settings.time_limit,
                max_bytes=MOST_BYTES,
                charge=charge,
            )
        except KgError as error:
            raise for_outside(error) from error
        return reply.header

    def _shown(self, revision: int) -> Location | None:
        """Return the present, where it is that revision."""
        try:
            shown = self._present.current()
        except StoreUnreachableError:
            return None
        return Folder(shown.path, revision) if shown.revision == revision else None

    async def _made(self, view: View, charge: Charge | None) -> None:
        if not self._views.is_made(view.name):
            await self._builder.make(view, charge)


def no_ledger() -> UsageError:
    """Return the error for a place of which only the present is known."""
    return UsageError(
        "the past is not known here: there is no ledger",
        where="asOf",
        hint="leave asOf out, or ask where the collection is kept",
    )


async def _at_once() -> None:
    """Wait for nothing."""
