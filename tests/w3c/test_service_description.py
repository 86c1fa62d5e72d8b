"""The three W3C SPARQL 1.1 Service Description tests, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from serving import Server, serving

pytestmark = [pytest.mark.w3c, pytest.mark.server]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data: Path = tmp_path_factory.mktemp("data") / "a.ttl"
    data.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    with serving("--rdf", data) as running:
        yield running


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ],
)
def test_a_get_without_a_query_returns_a_description_in_rdf(
    server: Server, path: str, accept: str, format_: str
) -> None:
    answer = server.client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    graph = Graph().parse(data=answer.text, format=format_)
    services = list(graph.subjects(RDF.type, SD.Service))
    assert len(services) == 1
    assert (services[0], SD.endpoint, URIRef(f"{server.address}/sparql")) in graph


def test_the_description_conforms_to_its_schema(server: Server) -> None:
    graph = Graph().parse(data=server.client.get("/sparql").text, format="turtle")
    service = next(iter(graph.subjects(RDF.type, SD.Service)))
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in graph
    assert list(graph.objects(service, SD.resultFormat))
    allowed = {
        SD.endpoint, SD.supportedLanguage, SD.resultFormat, SD.feature, SD.defaultDataset,
        SD.defaultEntailmentRegime, SD.inputFormat, RDF.type,
    }  # fmt: skip
    assert set(graph.predicates(service)) <= allowed
    known = {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs,
             SD.BasicFederatedQuery}  # fmt: skip
    assert set(graph.objects(service, SD.feature)) <= known
    for dataset in graph.objects(service, SD.defaultDataset):
        assert (dataset, RDF.type, SD.Dataset) in graph
    assert not any(isinstance(o, Literal) for o in graph.objects(service))
