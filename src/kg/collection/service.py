"""A collection open for reading: everything its readers ask goes through one of these."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Final, ParamSpec

from kg.catalogue import Catalogue, Query
from kg.collection.editions import Edition, Editions
from kg.collection.past import Past, Then, no_ledger
from kg.errors import UsageError
from kg.model.answers import Answer as Whole
from kg.model.past import AsOf
from kg.pool.pool import Pool
from kg.pool.process import Charge
from kg.rdf.serialising import serialise
from kg.reading.collection import Collection
from kg.reading.telling import Teller
from kg.reading.told import Call, Told
from kg.settings import Settings
from kg.store.base import Answer, Dataset, Formats, Lane, Limits, Store
from kg.writing.submissions import Submissions

STATEMENTS: Final = "records/statements"

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Service:
    """A collection open for reading: its store, its verbs and its documented queries."""

    settings: Settings
    store: Store
    catalogue: Catalogue
    records: Collection | None
    editions: Editions | Then | None = None
    jail: Mapping[str, Any] | None = None
    """What workers are kept from, as they report; None where an endpoint evaluates."""
    pool: Pool | None = None
    """The workers themselves; None where an endpoint evaluates."""
    submissions: Submissions | None = None
    """The writer; None where nothing may be written through this service."""
    past: Past | None = None
    """The past; None where there is no ledger to know it from."""
    as_of: AsOf | None = None
    """Which moment this shows; None for the present."""
    teller: Teller | None = None
    """What makes whole answers; None where there are no records."""

    @property
    def collection(self) -> Collection:
        """The verbs about claims, speakers and sources.

        Raises:
            UsageError: the store holds plain RDF files, in which there are no records.
        """
        if self.records is None:
            raise _no_records()
        return self.records

    async def tell(
        self,
        verb: Callable[Concatenate[Collection, P], Awaitable[Whole]],
        *given: P.args,
        **named: P.kwargs,
    ) -> Told:
        """Return the whole answer of a verb of the collection as JSON.

        Raises:
            UsageError: the store holds plain RDF files, in which there are no records.
            KgError: what the verb raises.
        """
        if self.teller is None:
            raise _no_records()
        return await self.teller.tell(Call(verb, given, named))

    @property
    def edition(self) -> Edition | None:
        """What tells the collection shown now from every other; None where nobody can tell."""
        return self.editions.current() if self.editions else None

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event shown; None where nothing is counted."""
        return self.store.revision

    @property
    def limits(self) -> Limits:
        """How much one question may cost here."""
        return limits_of(self.settings)

    async def at(self, asked: str, *, whole: bool = False, charge: Charge | None = None) -> Service:
        """Return the same service as of an earlier moment; what it shows is made when it is asked.

        Args:
            asked: a revision number, a day (its end, UTC) or an instant.
            whole: show what was retracted since, too: for those who may see the whole past.
            charge: is told what making it costs.

        Raises:
            BadParameterError: it is no moment, or not one of the past.
            UsageError: there is no ledger here.
        """
        if self.past is None:
            raise no_ledger()
        then = await self.past.then(asked, whole=whole, charge=charge)
        store, search = self.past.readers(then)
        records = Collection(store, search, self.catalogue, self.settings.base, then.as_of)
        teller = self.past.teller(then)
        return replace(
            self, store=store, records=records, editions=then, as_of=then.as_of, teller=teller
        )

    async def sparql(
        self, text: str, formats: Formats, dataset: Dataset, charge: Charge | None = None
    ) -> Answer:
        """Evaluate a query that came from outside."""
        limits = replace(self.limits, charge=charge)
        return await self.store.query(
            text, formats=formats, limits=limits, dataset=dataset, lane=Lane.ADHOC
        )

    async def run(
        self,
        query: Query,
        values: Mapping[str, str | Sequence[str]],
        formats: Formats,
        charge: Charge | None = None,
    ) -> Answer:
        """Evaluate a documented query with values bound to its parameters.

        Raises:
            BadParameterError: a value is missing, unknown or not of its type.
        """
        limits = replace(self.limits, charge=charge)
        return await self.store.query(query.bind(values), formats=formats, limits=limits)

    async def statements(self, iri: str, media_type: str) -> bytes:
        """Return what the store states about one thing, in an RDF format."""
        text = self.catalogue[STATEMENTS].bind({"thing": iri})
        return serialise(await self.store.select(text, limits=self.limits), media_type)


def limits_of(settings: Settings) -> Limits:
    """Return how much one question may cost where these settings hold."""
    return Limits(seconds=settings.time_limit, bytes=settings.max_bytes)


def _no_records() -> UsageError:
    return UsageError(
        "plain RDF files are served here, without an index of records",
        hint="ask in SPARQL, or run a documented query; or name a data directory",
    )
