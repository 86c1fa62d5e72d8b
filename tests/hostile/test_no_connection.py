"""Neither queries nor documents make the server connect to anything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from typing_extensions import override

from kg.errors import DataError
from kg.store.importing import RdfFiles, import_files
from serving import Server, serving

pytestmark = pytest.mark.server

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


class Canary:
    """A server on loopback that must never hear anything."""

    def __init__(self) -> None:
        hits: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

            @override
            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.hits = hits
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/x"


@contextmanager
def canary() -> Iterator[Canary]:
    bird = Canary()
    thread = threading.Thread(target=bird.server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield bird
        with urlopen(bird.address) as _:  # it was alive all the time  # noqa: S310
            assert bird.hits == ["/x"]
    finally:
        bird.server.shutdown()
        thread.join()
        bird.server.server_close()


def queries(url: str) -> list[str]:
    """Return every way known to have an engine fetch `url` while it evaluates a query."""
    asked = "{ ?s ?p ?o }"
    return [
        f"SELECT * {{ SERVICE <{url}> {asked} }}",
        f"SELECT * {{ service <{url}> {asked} }}",
        f"SELECT * {{ SERVICE SILENT <{url}> {asked} }}",
        f"SELECT * {{ SERVICESILENT<{url}>{asked} }}",
        f"SELECT * {{ SERVICE<{url}>{asked} }}",
        f"SELECT * {{ SERVICE # a comment\n <{url}> {asked} }}",
        f"PREFIX ex: <{url}> SELECT * {{ SERVICE ex: {asked} }}",
        f"PREFIX ex: <{url}> SELECT * {{ SERVICEex: {asked} }}",
        f"BASE <{url}> SELECT * {{ SERVICE <> {asked} }}",
        f"SELECT * {{ VALUES ?g {{ <{url}> }} SERVICE ?g {asked} }}",
        f"SELECT * {{ BIND(<{url}> AS ?g) SERVICE SILENT ?g {asked} }}",
        f"SELECT * {{ FILTER(?o<3)SERVICE#>\n<{url}> {asked} }}",
        f"SELECT * {{ FILTER(trueSERVICE <{url}> {asked}) }}",
        f"ASK {{ {{ SELECT * {{ SERVICE <{url}> {asked} }} }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE <{url}> {asked} }} }}",
        f"ASK {{ OPTIONAL {{ SERVICE <{url}> {asked} }} }}",
        f"ASK {{ \\u0053ERVICE <{url}> {asked} }}",
        f"SELECT * FROM <{url}> {asked}",  # noqa: S608
        f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {asked} }}",  # noqa: S608
        f"SELECT * {{ GRAPH <{url}> {asked} }}",
        f"DESCRIBE <{url}>",
        f"CONSTRUCT {asked} FROM <{url}> WHERE {asked}",
        f"ASK {{ <{url}> <http://www.w3.org/2002/07/owl#imports> ?o }}",
        f"SELECT (<{url}>(1) AS ?x) {{}}",
        f"LOAD <{url}>",
        f"LOAD SILENT <{url}> INTO GRAPH <{url}>",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {asked} }}",
    ]


def documents(url: str) -> dict[str, str]:
    """Return every way known to have a parser fetch `url`."""
    imports = "<http://www.w3.org/2002/07/owl#imports>"
    return {
        "context.jsonld": f'{{"@context": "{url}", "a": 1}}',
        "contexts.jsonld": f'{{"@context": ["{url}", {{"a": "http://e/a"}}], "a": 1}}',
        "import.jsonld": f'{{"@context": {{"@version": 1.1, "@import": "{url}"}}, "a": 1}}',
        "scoped.jsonld": f'{{"@context": {{"a": {{"@id": "http://e/a", "@context": "{url}"}}}}, '
        '"a": {"b": 1}}',
        "entity.rdf": f'<!DOCTYPE r [<!ENTITY a SYSTEM "{url}">]><rdf:RDF {RDF}>&a;</rdf:RDF>',
        "dtd.rdf": f'<!DOCTYPE r SYSTEM "{url}"><rdf:RDF {RDF}/>',
        "parameter.rdf": f'<!DOCTYPE r [<!ENTITY % a SYSTEM "{url}"> %a;]><rdf:RDF {RDF}/>',
        "include.rdf": f'<rdf:RDF {RDF} xmlns:i="http://www.w3.org/2001/XInclude">'
        f'<i:include href="{url}"/></rdf:RDF>',
        "sheet.rdf": f'<?xml-stylesheet href="{url}"?><rdf:RDF {RDF} xml:base="{url}"/>',
        "imports.ttl": f"@prefix x: <{url}> . <{url}> {imports} <{url}> .",
        "imports.nt": f"<{url}> {imports} <{url}> .",
        "graph.nq": f"<{url}> {imports} <{url}> <{url}> .",
        "graph.trig": f"@base <{url}> . <{url}> {{ <a> {imports} <{url}> }}",
        "formula.n3": f"<{url}> <http://www.w3.org/2000/10/swap/log#semantics> ?x .",
    }


def test_no_query_reaches_out(tmp_path: Path, counted: Callable[[str, int], None]) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> 1 .")
    with canary() as bird, serving("--rdf", tmp_path / "a.ttl") as server:
        texts = queries(bird.address)
        for text in texts:
            for status in _every_way(server, text, bird.address):
                assert status in {200, 400, 403}, text
        assert server.client.get("/readyz").json()["jail"]["network"] == "none"
        assert bird.hits == []
    counted("queries that could reach out, 4 ways each", len(texts))
    counted("connections out", 0)


def _every_way(server: Server, text: str, url: str) -> Iterator[int]:
    client, kind = server.client, {"Content-Type": "application/sparql-query"}
    yield client.get("/sparql", params={"query": text}).status_code
    yield client.post("/sparql", data={"query": text}).status_code
    yield client.post("/sparql", content=text.encode(), headers=kind).status_code
    dataset = {"query": text, "default-graph-uri": url, "named-graph-uri": url}
    yield client.get("/sparql", params=dataset).status_code


def test_no_document_reaches_out(tmp_path: Path, counted: Callable[[str, int], None]) -> None:
    loaded, refused = 0, 0
    with canary() as bird:
        for name, text in documents(bird.address).items():
            path = tmp_path / name
            path.write_text(text)
            try:
                import_files(tmp_path / f"served-{name}", RdfFiles(default=(path,)))
                loaded += 1
            except DataError:
                refused += 1
        assert bird.hits == []
        assert refused >= 7
        assert loaded >= 4
    counted("documents that could reach out", loaded + refused)
    counted("connections out", 0)
