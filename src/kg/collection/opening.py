"""Everything a reader of a collection needs, opened together and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from kg import assets
from kg.catalogue import Catalogue
from kg.collection.editions import Editions
from kg.collection.past import Past
from kg.collection.service import Service, limits_of
from kg.errors import StoreUnreachableError
from kg.keeping.layout import Layout, read_format
from kg.pool.pool import Pool
from kg.reading.collection import Collection
from kg.reading.telling import LocalTeller, PooledTeller, Terms
from kg.search.asking import PooledSearch
from kg.search.gathering import GatheredSearch
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore
from kg.store.location import Generations
from kg.writing.process import WritingProcess, start_writer
from kg.writing.submissions import Submissions

QUESTIONS = 3
"""How many questions' time a whole answer may take, as it is put together from several."""


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
    limits = limits_of(settings)
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
