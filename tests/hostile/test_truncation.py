"""An endpoint's answer cut at any byte is an error, or equal to the whole answer."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, serialize

from faulty_server import FaultyServer, Script, answer, chunked_bytes, sending, unframed
from faulty_server import serving as endpoint
from kg.errors import KgError
from kg.store.base import Answer, Limits
from kg.store.remote import RemoteStore
from serving import Server, serving

pytestmark = [pytest.mark.anyio, pytest.mark.server]

Counted = Callable[[str, int], None]

SELECT = "SELECT ?o { ?s <e:p> ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
TRIPLES = """<e:a> <e:p> 1.5 , "a \\" }]}\\n."@en , <e:x.y> . <e:a.b> <e:p> "</results>" , true ."""


@dataclass(frozen=True)
class Body:
    """What an endpoint answers to a query when it is well."""

    query: str
    media_type: str
    whole: bytes

    @property
    def is_graph(self) -> bool:
        return self.query == CONSTRUCT


def bodies() -> dict[str, Body]:
    store = Store()
    store.load(TRIPLES, RdfFormat.TURTLE)
    rows = {
        name: cast("bytes", store.query(SELECT).serialize(format=kind))  # type: ignore[call-arg]
        for name, kind in (("JSON", QueryResultsFormat.JSON), ("XML", QueryResultsFormat.XML))
    }
    triples = [quad.triple for quad in store]
    graph = cast("bytes", serialize(triples, format=RdfFormat.RDF_XML, prefixes={"e": "e:"}))
    return {
        "JSON": Body(SELECT, "application/sparql-results+json", rows["JSON"]),
        "XML": Body(SELECT, "application/sparql-results+xml", rows["XML"]),
        "RDF/XML": Body(CONSTRUCT, "application/rdf+xml", graph),
    }


BODIES = bodies()
FRAMINGS = ("length", "connection", "chunks", "cut length", "cut chunks")
"""The last two are framed after the cut: HTTP says that they are whole."""


def cuts(body: Body, framing: str) -> Iterator[Script]:
    """Yield what sends the body cut at each byte; chunks are cut at each byte of their frames."""
    whole, kind = body.whole, body.media_type
    if framing == "chunks":
        wire = chunked_bytes(whole[:40], whole[40:], width=4)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
        yield from (sending(head.encode() + wire[:cut]) for cut in range(len(wire)))
        return
    for cut in range(len(whole)):
        part = whole[:cut]
        yield {
            "length": answer(part, kind, length=len(whole)),
            "connection": unframed(part, kind),
            "cut length": answer(part, kind),
            "cut chunks": sending(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
                .encode() + chunked_bytes(*([part] if part else []))
            ),
        }[framing]  # fmt: skip


async def asked(store: RemoteStore, body: Body) -> Answer | KgError:
    try:
        return await store.query(body.query, limits=Limits(seconds=5))
    except KgError as error:
        return error


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("name", BODIES)
async def test_an_answer_cut_at_any_byte_is_refused_or_whole(
    name: str, framing: str, counted: Counted
) -> None:
    body, told = BODIES[name], Counter[str]()
    with endpoint(answer(body.whole, body.media_type)) as server:
        store = RemoteStore(server.url)
        whole = await asked(store, body)
        assert isinstance(whole, Answer)
        for script in cuts(body, framing):
            server.scripts[:] = [script]
            found = await asked(store, body)
            told["refused" if isinstance(found, KgError) else "whole"] += 1
            assert isinstance(found, KgError) or found == whole
        await store.aclose()
    assert told["refused"] > 0.9 * told.total()
    counted("cuts of an endpoint's answer", told.total())


@pytest.fixture(scope="module")
def broken() -> Iterator[FaultyServer]:
    with endpoint(answer(b"")) as server:
        yield server


@pytest.fixture(scope="module")
def over(broken: FaultyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("cwd")
    settings = os.environ | {"KG_STORE": broken.url, "HOME": str(folder), "KG_CLIENT_CPU": "0"}
    with serving(env=settings) as server:
        yield server


ROUTES = {
    "/sparql": ("/sparql?query={query}", 200, 29),
    "a named query": ("/api/v1/queries/speakers/list/run", 200, 41),
    "a thing": ("/api/v1/claims/a", 502, 199),
    "a list": ("/api/v1/speakers", 502, 199),
}
"""Where, what it answers when the endpoint is well, and every how many bytes to cut."""


@pytest.mark.parametrize("route", ROUTES)
def test_no_cut_answer_leaves_the_server_as_200(
    broken: FaultyServer, over: Server, route: str, counted: Counted
) -> None:
    tried = 0
    address, well, step = ROUTES[route]
    for name, body in BODIES.items():
        if body.is_graph and route != "/sparql":
            continue
        path = address.format(query=quote(body.query))
        broken.scripts[:] = [answer(body.whole, body.media_type)]
        whole = over.client.get(path)
        assert whole.status_code == well
        for framing in FRAMINGS:
            for script in list(cuts(body, framing))[5::step]:
                broken.scripts[:] = [script]
                found = over.client.get(path)
                tried += 1
                if found.status_code == 200:
                    assert found.content == whole.content, (name, framing)
                else:
                    assert found.status_code == 502, (name, framing, found.text)
                    assert found.headers["content-type"] == "application/problem+json"
    assert tried >= 20
    counted("cuts of an endpoint's answer through a server", tried)
