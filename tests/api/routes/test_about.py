from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from rdflib import BNode, Graph
from rdflib.term import Node

import kg
from api_asking import problem
from kg_api.problems import explained


@pytest.mark.parametrize("address", ["/", "/api/v1"])
def test_the_entry_says_where_everything_is(client: TestClient, address: str) -> None:
    found = client.get(address).json()
    assert set(found) == {"name", "version", "question", "revision", "links"}
    assert found["version"] == kg.__version__
    for name, link in found["links"].items():
        filled = link + "Sarybaba" if link.endswith("=") else link
        assert client.get(filled).status_code == 200, name


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("media_type", "reader"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_the_ontology_is_the_same_in_every_format(
    client: TestClient, media_type: str, reader: str
) -> None:
    answer = client.get("/ns", headers={"accept": media_type})
    assert answer.headers["content-type"].split(";")[0] == media_type
    plain = Graph().parse(data=client.get("/ns").text, format="turtle")
    found = Graph().parse(data=answer.text, format=reader)
    assert (len(found), _named(found)) == (len(plain), _named(plain))
    assert len(plain) > 100


def _named(graph: Graph) -> set[tuple[Node, ...]]:
    """Return the triples without blank nodes: those are called differently in every document."""
    return {triple for triple in graph if not any(isinstance(term, BNode) for term in triple)}


def test_every_kind_of_problem_is_explained_at_its_address(client: TestClient) -> None:
    for kind in explained():
        found = client.get(f"/problems/{kind}").json()
        assert set(found) == {"type", "title", "status", "meaning"}
        assert found["type"] == f"/problems/{kind}"


def test_an_unknown_kind_of_problem_is_404_with_those_there_are(client: TestClient) -> None:
    assert "bad-query" in problem(client.get("/problems/nonsense"), 404, "unknown-id")["hint"]


def test_an_address_with_nothing_at_it_says_where_to_begin(client: TestClient) -> None:
    for address in ("/nothing", "/api/v1/claim", "/api/v2", "/api/v1/claims/a/b/c"):
        assert "/api/v1" in problem(client.get(address), 404)["hint"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_does_not_exist_is_405_with_those_that_do(
    client: TestClient, method: str
) -> None:
    answer = client.request(method, "/api/v1/claims")
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]
