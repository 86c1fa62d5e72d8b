"""The W3C SPARQL 1.1 Protocol tests for query operations, over real HTTP.

Update operations are not offered by a read-only endpoint: of each update test the first request
has to be refused with a 4xx, and nothing may have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from material import shared_material
from serving import Server, serving

pytestmark = [pytest.mark.w3c, pytest.mark.server]

HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"

QUERY_TESTS = [
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
]
UPDATE_TESTS = [
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
]

FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml",
                "text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml",
            "application/ld+json", "application/trig", "application/n-quads"},
}  # fmt: skip


@dataclass(frozen=True)
class Exchange:
    """One request of a test, and what has to come back."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    format: str | None
    boolean: bool | None


@pytest.fixture(scope="module")
def suite() -> Path:
    return shared_material("KG_W3C_TESTS", "w3c") / "sparql" / "sparql11" / "protocol"


@pytest.fixture(scope="module")
def manifest(suite: Path) -> Graph:
    return Graph().parse(suite / "manifest.ttl")


@pytest.fixture(scope="module")
def server(suite: Path) -> Iterator[Server]:
    graphs = [f"--graph={DATA}data{n}.rdf={suite / f'data{n}.nt'}" for n in (1, 2, 3)]
    with serving(*graphs) as running:
        yield running


def exchanges(manifest: Graph, name: str) -> list[Exchange]:
    test = next(
        s for s in manifest.subjects(RDF.type, MF.ProtocolTest) if str(s).endswith(f"#{name}")
    )
    connection = manifest.value(test, MF.action)
    requests = Collection(manifest, manifest.value(connection, HT.requests))
    return [_exchange(manifest, request) for request in requests]


def _exchange(graph: Graph, request: URIRef) -> Exchange:
    response = graph.value(request, HT.resp)
    headers = graph.value(request, HT.headers)
    fields = Collection(graph, headers) if headers else []
    body = graph.value(request, HT.body)
    text = str(graph.value(body, CNT.chars) or "") if body else ""
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else "UTF-8"
    boolean = graph.value(response, MF.expectedBoolean)
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        target=str(graph.value(request, HT.absolutePath)),
        headers={
            str(graph.value(f, HT.fieldName)): str(graph.value(f, HT.fieldValue)) for f in fields
        },
        body=text.encode(encoding),
        statuses=frozenset(str(s)[-3] for s in graph.objects(response, MF.expectedStatus)),
        format=str(value) if (value := graph.value(response, MF.expectedFormat)) else None,
        boolean=None if boolean is None else bool(boolean.toPython()),
    )


def test_no_test_of_the_manifest_is_left_out(manifest: Graph) -> None:
    names = {str(s).split("#")[1] for s in manifest.subjects(RDF.type, MF.ProtocolTest)}
    assert names == {*QUERY_TESTS, *UPDATE_TESTS}


@pytest.mark.parametrize("name", QUERY_TESTS)
def test_query_operation(server: Server, manifest: Graph, name: str) -> None:
    for exchange in exchanges(manifest, name):
        answer = server.client.request(
            exchange.method,
            exchange.target,
            headers=exchange.headers,
            content=exchange.body or None,
        )
        assert str(answer.status_code)[0] in exchange.statuses, answer.text
        media_type = answer.headers["content-type"].split(";")[0]
        if exchange.format:
            assert media_type in FORMATS[exchange.format]
        if exchange.boolean is not None:
            assert answer.json()["boolean"] is exchange.boolean


@pytest.mark.parametrize("name", UPDATE_TESTS)
def test_update_operation_is_refused_and_changes_nothing(
    server: Server, manifest: Graph, name: str
) -> None:
    everything = {"query": "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o"}
    before = server.client.get("/sparql", params=everything).json()
    first = exchanges(manifest, name)[0]
    answer = server.client.request(
        first.method, first.target, headers=first.headers, content=first.body or None
    )
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert server.client.get("/sparql", params=everything).json() == before
