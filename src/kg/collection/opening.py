"""Everything a reader of a collection needs, opened together and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from kg import assets
from kg.catalogue import Catalogue, Query
from kg.collection.editions import Edition, Editions
from kg.collection.past import Past, Then, no_ledger
from kg.errors import StoreUnreachableError, UsageError
from kg.keeping.layout import Layout, read_format
from kg.model.answers import Answer as Whole
from kg.model.past import AsOf
from kg.pool.pool import Pool
from kg.pool.process import Charge
from kg.rdf.serialising import serialise
from kg.reading.collection import Collection
from kg.reading.telling import LocalTeller, PooledTeller, Teller, Terms
from kg.reading.told import Call, Told
from kg.search.asking import PooledSearch
from kg.search.gathering import GatheredSearch
from kg.settings import Settings
from kg.store.base import Answer, Dataset, Formats, Lane, Limits, Store
from kg.store.embedded import EmbeddedStore
from kg.store.location import Generations
from kg.writing.process import WritingProcess, start_writer
from kg.writing.submissions import Submissions

STATEMENTS = "records/statements"
QUESTIONS = 3
"""How many questions' time a whole answer may take, as it is put together from several."""

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
        return _limits(self.settings)

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


@asynccontextmanager
async def open_service(
    settings: Settings, ready: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[Service]:
    """Open what the settings name, and close it at the end of the block.

    Args:
        settings: what to open.
        ready: waits for a data directory that is being filled meanwhile, with the settings' base.

    Raises:
        StoreUnreachableError: there is no collection there, or nobody answers.
        NewerDataError: a later version of the program wrote the data directory.
    """
    if ready is None:
        settings = _with_base(settings)
    folders = [assets.directory("queries"), *([settings.queries] if settings.queries else [])]
    catalogue = Catalogue.load(folders, settings.base)
    limits = _limits(settings)
    terms = Terms(folders, settings.base, replace(limits, seconds=QUESTIONS * limits.seconds))
    async with (
        _remote(settings, catalogue)
        if settings.remote
        else _embedded(settings, catalogue, terms, ready)
    ) as service:
        yield service


def _with_base(settings: Settings) -> Settings:
    """Return the settings with the base that the data directory was made for."""
    layout = Layout(Path(settings.store))
    if settings.remote or settings.rdf or not layout.root.exists():
        return settings
    if settings.writable and not layout.format_file.exists():
        return settings  # the writer makes it
    return replace(settings, base=read_format(layout).base)


@asynccontextmanager
async def _embedded(
    settings: Settings,
    catalogue: Catalogue,
    terms: Terms,
    ready: Callable[[], Awaitable[None]] | None,
) -> AsyncIterator[Service]:
    location = Generations(Path(settings.store))
    if not settings.writable and ready is None:
        location.current()
    async with AsyncExitStack() as stack:
        pool, *writers = await _started(
            Pool.start(settings.workers), *([start_writer()] if settings.writable else [])
        )
        await stack.enter_async_context(pool)
        if ready is not None:
            await ready()
        submissions = None
        for writer in writers:  # one, or none
            process = await stack.enter_async_context(WritingProcess(writer, settings))
            await _published(location, process)
            submissions = Submissions(pool, process, seconds=2 * settings.time_limit)
        store = EmbeddedStore(
            pool, location, union_default_graph=not settings.rdf, base=settings.base
        )
        search = PooledSearch(pool, location)
        records = None if settings.rdf else Collection(store, search, catalogue, settings.base)
        editions = Editions(location, catalogue.values())
        past = teller = None
        if not settings.rdf:
            past = Past(settings, terms, pool, store, location, editions.ours)
            stack.push_async_callback(past.aclose)
            teller = PooledTeller(pool, location, terms)
        yield Service(
            settings,
            store,
            catalogue,
            records,
            editions,
            jail=pool.jail,
            pool=pool,
            submissions=submissions,
            past=past,
            teller=teller,
        )


async def _started(*starting: Awaitable[Pool]) -> list[Pool]:
    """Start all at once, or none."""
    outcomes = await asyncio.gather(*starting, return_exceptions=True)
    pools = [outcome for outcome in outcomes if isinstance(outcome, Pool)]
    for failure in outcomes:
        if isinstance(failure, BaseException):
            await asyncio.gather(*(pool.aclose() for pool in pools))
            raise failure
    return pools


async def _published(location: Generations, process: WritingProcess) -> None:
    """See to it that there is something to read, and that what a crash left undone is ended."""
    try:
        location.current()
    except StoreUnreachableError:
        await process.publish()
    else:
        process.settle()


@asynccontextmanager
async def _remote(settings: Settings, catalogue: Catalogue) -> AsyncIterator[Service]:
    from kg.store.remote import RemoteStore  # takes 0.3 s to import, for its HTTP client

    store = RemoteStore(settings.store)
    search = GatheredSearch(store, catalogue)
    records = Collection(store, search, catalogue, settings.base)
    try:
        yield Service(settings, store, catalogue, records, teller=LocalTeller(records))
    finally:
        search.close()
        await store.aclose()


def _limits(settings: Settings) -> Limits:
    return Limits(seconds=settings.time_limit, bytes=settings.max_bytes)


def _no_records() -> UsageError:
    return UsageError(
        "plain RDF files are served here, without an index of records",
        hint="ask in SPARQL, or run a documented query; or name a data directory",
    )
