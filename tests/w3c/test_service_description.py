"""The three W3C SPARQL 1.1 Service Description tests, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, Namespace

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
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_a_get_without_a_query_returns_a_description_in_rdf(
    server: Server, path: str, accept: str, media_type: str
) -> None:
    answer = server.client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    described = ox.Store()
    described.load(answer.content, ox.RdfFormat.from_media_type(media_type))
    question = f"SELECT ?endpoint {{ ?s a <{SD.Service}> ; <{SD.endpoint}> ?endpoint }}"
    services = [row["endpoint"].value for row in described.query(question)]
    assert services == [f"{server.address}/sparql"]


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
