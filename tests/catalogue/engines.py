"""The engines a catalogue query must give the same rows on, each holding the fixtures."""

from __future__ import annotations

import datetime as dt
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import httpx2
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from catalogue.oracle import BASE, Oracle
from fixture_records import fixture_collection
from kg.rdf.ids import Iris
from served_virtuoso import virtuoso, wait_for
from taken import taken

RECORDED_AT = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
ACTOR = "demonstration"

Row = list[str | None]


class Engine(Protocol):
    """Answers a SELECT with rows of text; IRIs as the oracle shows them."""

    def rows(self, query: str) -> list[Row]: ...


def fixture_quads() -> list[Quad]:
    """Return all fixtures as quads, each record in version 1, taken by an event of its own."""
    iris = Iris(BASE)
    records = fixture_collection().records.values()
    each = (
        taken(record, iris, at=RECORDED_AT, event=n, actor=ACTOR)
        for n, record in enumerate(records, start=1)
    )
    return list(dict.fromkeys(quad for found in each for quad in found))


class InProcess:
    """Oxigraph in this process."""

    def __init__(self, data: list[Quad], oracle: Oracle) -> None:
        self._store = Store()
        self._store.extend(data)
        self._oracle = oracle

    def rows(self, query: str) -> list[Row]:
        answer = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)
        return [[self._cell(term) for term in row] for row in answer]

    def _cell(self, term: object) -> str | None:
        if isinstance(term, NamedNode):
            return self._oracle.shown(term.value)
        return _lexical(term.value) if isinstance(term, Literal) else None


class Rdflib:
    """rdflib's own engine."""

    def __init__(self, data: list[Quad], oracle: Oracle) -> None:
        self._dataset = rdflib.Dataset(default_union=True)
        self._dataset.parse(data=serialize(data, format=RdfFormat.N_QUADS), format="nquads")
        self._oracle = oracle

    def rows(self, query: str) -> list[Row]:
        return [[self._cell(term) for term in row] for row in self._dataset.query(query)]  # type: ignore[union-attr]

    def _cell(self, term: object) -> str | None:
        if isinstance(term, rdflib.URIRef):
            return self._oracle.shown(str(term))
        return None if term is None else _lexical(str(term))


class OverHttp:
    """A SPARQL endpoint, asked by the protocol."""

    def __init__(self, address: str, oracle: Oracle) -> None:
        self._address = address
        self._oracle = oracle
        self._client = httpx2.Client(timeout=30)

    def close(self) -> None:
        self._client.close()

    def rows(self, query: str) -> list[Row]:
        accept = {"Accept": "application/sparql-results+json"}
        response = self._client.post(self._address, data={"query": query}, headers=accept)
        response.raise_for_status()
        answer = json.loads(response.content)
        columns = answer["head"]["vars"]
        found = answer["results"]["bindings"]
        return [[self._cell(binding.get(column)) for column in columns] for binding in found]

    def _cell(self, term: dict[str, str] | None) -> str | None:
        if term is None:
            return None
        if term["type"] == "uri":
            return self._oracle.shown(term["value"])
        if term.get("datatype", "").endswith("#boolean"):  # Virtuoso writes 1 for true
            return "true" if term["value"] in ("true", "1") else "false"
        return _lexical(term["value"])


@contextmanager
def oxigraph_server(folder: Path, data: list[Quad], oracle: Oracle) -> Iterator[OverHttp]:
    """Run a real `oxigraph serve` over the data for the time of the block."""
    store = Store(str(folder / "store"))
    store.bulk_extend(data)
    store.flush()
    del store
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve-read-only", "--location", folder / "store", "--union-default-graph"]
    process = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/query")
        with closing(OverHttp(f"http://127.0.0.1:{port}/query", oracle)) as engine:
            yield engine
    finally:
        process.kill()
        process.wait()


@contextmanager
def virtuoso_server(folder: Path, data: list[Quad], oracle: Oracle) -> Iterator[OverHttp]:
    """Run a real Virtuoso over the data for the time of the block."""
    nquads = serialize(data, format=RdfFormat.N_QUADS)
    with virtuoso(folder, nquads) as address, closing(OverHttp(address, oracle)) as engine:
        yield engine


def _lexical(text: str) -> str:
    """Return a literal's text; engines write the one time zone here in two ways."""
    return text.replace("+00:00", "Z")
