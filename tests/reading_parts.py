"""A collection opened inside the test: store, index and verbs, with no process started."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import Quad, QueryResultsFormat, QuerySolutions, Store
from typing_extensions import override

from kg.assets import directory
from kg.catalogue import Catalogue
from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.rdf.ids import Iris
from kg.rdf.record import quads
from kg.reading.collection import Collection
from kg.records import ResolvedRecord
from kg.search.answering import Answering
from kg.search.asking import LocalSearch, Search
from kg.search.index import Index
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
    ResultFormat,
)
from kg.store.verbs import Verbs
from kg.vocab import DEFAULT_BASE as BASE

T = TypeVar("T")

RECORDED = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CATALOGUE = Catalogue.load([directory("queries")], BASE)


class InProcessStore(Verbs):
    """Asks Oxigraph in this process: for small data and queries of our own."""

    def __init__(self, graph: Store, revision: int | None) -> None:
        self.graph = graph
        self.revision = revision

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
        found = self.graph.query(text, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        body = found.serialize(format=QueryResultsFormat.JSON)
        assert body is not None
        return Answer("select", ResultFormat.JSON, body, self.revision)

    async def aclose(self) -> None:
        pass


class InProcessSearch(Search):
    """Asks an index that is nowhere but in memory."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # the collector may run in another thread
            self.index.close()

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        return Answering(self.index._connection).answer(json.loads(json.dumps(request)))


@dataclass
class Opened:
    """What a test looks at, and may change."""

    store: InProcessStore
    search: InProcessSearch
    collection: Collection

    def add(self, record: ResolvedRecord) -> None:
        """Take one more record, as the next revision."""
        self.put(record.record, quads_of(record), texts(record))
        self.publish((self.store.revision or 0) + 1)

    def put(self, record: str, quads: list[Quad], kept: Mapping[str, str]) -> None:
        """Put one record into graph and index."""
        self.store.graph.extend(quads)
        self.search.index.replace(record, quads, kept)

    def publish(self, revision: int) -> None:
        """Let everything so far be seen as a revision."""
        self.search.index.commit(revision)
        self.store.revision = revision

    def rows(self, query: str, values: Mapping[str, Any], column: str) -> list[str]:
        """Return one column of the rows of a catalogue query."""
        found = run(self.store.select(CATALOGUE[query].bind(values)))
        return [row[column].value for row in found]

    def linked(self, link: str, column: str) -> list[str]:
        """Return one column of what the link of an answer opens."""
        name = urlsplit(link).path.removeprefix("/api/v1/queries/").removesuffix("/run")
        given = parse_qs(urlsplit(link).query, strict_parsing=True) if "?" in link else {}
        many = CATALOGUE[name].parameters
        values = {key: value if many[key].takes_many else value[0] for key, value in given.items()}
        return self.rows(name, values, column)


def run(work: Awaitable[T]) -> T:
    """Wait for one answer."""

    async def wait() -> T:
        return await work

    return asyncio.run(wait())


def quads_of(record: ResolvedRecord, at: datetime = RECORDED) -> list[Quad]:
    """Return a record as the first version of it."""
    return list(quads(record, Iris(BASE), version=1, recorded_at=at, event=1))


def opened(records: Iterable[ResolvedRecord], revision: int = 1) -> Opened:
    """Return records as a collection in memory."""
    store = InProcessStore(Store(), revision)
    search = InProcessSearch(Index.open(Path(":memory:")))
    found = Opened(store, search, Collection(store, search, CATALOGUE, BASE))
    for record in records:
        found.put(record.record, quads_of(record), texts(record))
    found.publish(revision)
    return found


def texts(record: ResolvedRecord) -> dict[str, str]:
    """Return the text of a record by its SHA-256."""
    return {record.snapshot.sha256: record.text}


def published(directory: Path) -> Collection:
    """Return what readers of a data directory are shown now."""
    shown = current_generation(Layout(directory))
    assert shown is not None
    store = InProcessStore(Store.read_only(str(shown.store)), shown.facts.revision)
    return Collection(store, LocalSearch(shown.index), CATALOGUE, BASE)
