from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, MINISTRY, problem
from kg.settings import Settings
from kg.store.importing import RdfFiles, import_files
from kg_api.app import create_app

CP = "https://w3id.org/claim-provenance#"
COUNT = f"SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {{ ?a a <{CP}Attribution> }}"
SAID = f"""PREFIX cp: <{CP}>
SELECT ?a ?c WHERE {{ ?a cp:speaker <https://w3id.org/claim-provenance/speaker/{MINISTRY}> ;
  cp:claim ?c }} ORDER BY STR(?a)"""
GRAPH = f"CONSTRUCT WHERE {{ ?a <{CP}claim> <https://w3id.org/claim-provenance/claim/{CLAIM}> }}"
FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
HEAVY = (
    f"SELECT (COUNT(*) AS ?n) {{ ?a a <{CP}Attribution> . ?b a <{CP}Attribution> . "
    f"?c a <{CP}Attribution> . ?d a <{CP}Attribution> . ?e a <{CP}Attribution> }}"
)


@pytest.fixture(scope="module")
def limited(demo: Path) -> Iterator[TestClient]:
    """Yield a client of the demonstration with narrow limits."""
    settings = Settings(store=str(demo), workers=2, time_limit=0.5, max_bytes=2000)
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of two RDF files, one of them a named graph."""
    folder = tmp_path_factory.mktemp("rdf")
    (folder / "a.ttl").write_text("<urn:a> <urn:p> 1 .")
    (folder / "b.ttl").write_text("<urn:b> <urn:p> 2 .")
    files = RdfFiles(default=(folder / "a.ttl",), named=(("urn:graph", folder / "b.ttl"),))
    import_files(folder / "served", files)
    settings = Settings(store=str(folder / "served"), rdf=True, workers=2)
    with TestClient(create_app(settings)) as client:
        yield client


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [
        {name: term["value"] for name, term in binding.items()}
        for binding in answer.json()["results"]["bindings"]
    ]


@pytest.mark.parametrize("query", [COUNT, SAID, GRAPH, "ASK {}"])
def test_a_query_is_answered_alike_by_address_by_form_and_by_body(
    client: TestClient, query: str
) -> None:
    got = client.get("/sparql", params={"query": query})
    form = client.post("/sparql", data={"query": query})
    body = client.post("/sparql", content=query.encode(), headers=QUERY)
    assert got.status_code == form.status_code == body.status_code == 200
    assert got.content == form.content == body.content
    assert got.headers["content-type"] == form.headers["content-type"]


@pytest.mark.parametrize(
    ("short", "media_type"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
    ],
)
def test_rows_come_in_every_format_with_the_same_values(
    client: TestClient, short: str, media_type: str
) -> None:
    by_name = client.get("/sparql", params={"query": SAID, "format": short})
    by_accept = client.get("/sparql", params={"query": SAID}, headers={"accept": media_type})
    assert by_name.content == by_accept.content
    assert by_name.headers["content-type"].split(";")[0] == media_type
    expected = [row["a"] for row in rows(client.get("/sparql", params={"query": SAID}))]
    assert len(expected) == 3
    if short == "csv":
        assert [row["a"] for row in csv.DictReader(io.StringIO(by_name.text))] == expected
    else:
        form = {
            "json": ox.QueryResultsFormat.JSON,
            "xml": ox.QueryResultsFormat.XML,
            "tsv": ox.QueryResultsFormat.TSV,
        }[short]
        found = ox.parse_query_results(by_name.content, format=form)
        assert isinstance(found, ox.QuerySolutions)
        assert [row["a"].value for row in found] == expected


@pytest.mark.parametrize(
    ("short", "media_type", "form"),
    [
        ("ttl", "text/turtle", ox.RdfFormat.TURTLE),
        ("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("trig", "application/trig", ox.RdfFormat.TRIG),
        ("nq", "application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_graphs_come_in_every_format_with_the_same_triples(
    client: TestClient, short: str, media_type: str, form: ox.RdfFormat
) -> None:
    by_name = client.get("/sparql", params={"query": GRAPH, "format": short})
    by_accept = client.get("/sparql", params={"query": GRAPH}, headers={"accept": media_type})
    assert by_name.content == by_accept.content
    assert by_name.headers["content-type"].split(";")[0] == media_type
    (quad,) = ox.parse(by_name.content, format=form)
    assert quad.object == ox.NamedNode(f"https://w3id.org/claim-provenance/claim/{CLAIM}")


def test_a_program_that_says_json_gets_results_as_json(client: TestClient) -> None:
    answer = client.get(
        "/sparql", params={"query": "ASK {}"}, headers={"accept": "application/json"}
    )
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json()["boolean"] is True


def test_all_graphs_together_are_the_default_graph(client: TestClient) -> None:
    graphs = rows(client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}))
    names = {row["g"] for row in graphs}
    assert "https://w3id.org/claim-provenance/graph/claims" in names
    whole = rows(client.get("/sparql", params={"query": COUNT}))
    assert int(whole[0]["n"]) > 0


def test_the_dataset_named_by_the_protocol_is_the_only_one(client: TestClient) -> None:
    graph = "https://w3id.org/claim-provenance/graph/claims"
    only = {"query": COUNT, "default-graph-uri": graph}
    assert rows(client.get("/sparql", params=only)) == [{"n": "0"}]
    assert rows(client.post("/sparql", data=only)) == [{"n": "0"}]
    claims = COUNT.replace("Attribution", "Claim")
    in_graph = {"query": claims, "default-graph-uri": graph}
    assert rows(client.get("/sparql", params=in_graph)) == rows(
        client.get("/sparql", params={"query": claims})
    )
    named = {"query": "SELECT DISTINCT ?g { GRAPH ?g {} }", "named-graph-uri": graph}
    assert rows(client.get("/sparql", params=named)) == [{"g": graph}]
    assert rows(
        client.post(f"/sparql?{urlencode({'named-graph-uri': graph})}",
                    content=named["query"].encode(), headers=QUERY)
    ) == [{"g": graph}]  # fmt: skip


def test_several_default_graphs_are_merged(client: TestClient) -> None:
    base = "https://w3id.org/claim-provenance/graph/"
    query = f"SELECT (COUNT(*) AS ?n) {{ {{ ?a a <{CP}Claim> }} UNION {{ ?a a <{CP}Place> }} }}"
    given = [("query", query), *(("default-graph-uri", base + g) for g in ("claims", "reference"))]
    assert rows(client.get("/sparql", params=given)) == rows(
        client.get("/sparql", params={"query": query})
    )


def test_files_served_as_they_are_keep_their_own_default_graph(plain: TestClient) -> None:
    query = "SELECT ?s { ?s <urn:p> ?o }"
    assert rows(plain.get("/sparql", params={"query": query})) == [{"s": "urn:a"}]
    named = {"query": query, "default-graph-uri": "urn:graph"}
    assert rows(plain.get("/sparql", params=named)) == [{"s": "urn:b"}]
    inside = "SELECT ?s { GRAPH <urn:graph> { ?s ?p ?o } }"
    assert rows(plain.get("/sparql", params={"query": inside})) == [{"s": "urn:b"}]
    assert "etag" not in plain.get("/sparql", params={"query": query}).headers


def test_where_no_records_are_rest_says_what_to_ask_instead(plain: TestClient) -> None:
    for address in ("/api/v1/claims", f"/api/v1/claims/{CLAIM}", "/api/v1/lookup?text=a"):
        assert problem(plain.get(address), 400, "bad-request")["hint"]
    assert plain.get("/api/v1").status_code == plain.get("/readyz").status_code == 200


def test_without_a_query_the_endpoint_describes_itself(client: TestClient) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for media_type, form in (("text/turtle", ox.RdfFormat.TURTLE),
                             ("application/rdf+xml", ox.RdfFormat.RDF_XML),
                             ("application/ld+json", ox.RdfFormat.JSON_LD)):  # fmt: skip
        answer = client.get("/sparql", headers={"accept": media_type})
        assert answer.headers["content-type"].split(";")[0] == media_type
        told = {(t.predicate.value, t.object.value) for t in ox.parse(answer.content, format=form)}
        assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in told
        assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in told
        assert (f"{sd}endpoint", "http://testserver/sparql") in told


def test_only_a_store_with_a_union_graph_says_so(plain: TestClient) -> None:
    assert "UnionDefaultGraph" not in plain.get("/sparql").text


def test_a_host_that_is_none_gets_into_no_iri(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"host": "a b<>"})
    assert answer.status_code in (200, 422)
    assert "a b<>" not in answer.text


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24),
        ("SELECT *\nWHERE {\n  ?s ?p ?o ..\n}", 3, 13),
        ("SELEKT * {}", 1, 1),
        ("PREFIX cp: <x>\nSELECT * { ?a cq:b ?c }", 2, 15),
        ("", 1, 1),
        ("ASK { ?s ?p 'open }", 1, 13),
    ],
)
def test_a_query_with_a_fault_is_refused_with_line_and_column(
    client: TestClient, query: str, line: int, column: int
) -> None:
    for answer in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", content=query.encode(), headers=QUERY),
    ):
        found = problem(answer, 400, "bad-query")
        assert (found["line"], found["column"]) == (line, column), found
        assert found["where"] == f"line {line}, column {column}"


def test_a_fault_says_what_was_expected(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o "})
    found = problem(answer, 400, "bad-query")
    assert "}" in found["detail"] + found.get("hint", "")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT (<urn:no-such-function>(1) AS ?x) {}",
    ],
)
def test_what_leaves_this_store_or_does_not_exist_is_refused(
    client: TestClient, query: str
) -> None:
    problem(client.get("/sparql", params={"query": query}), 400, "bad-query")


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"content-type": "application/sparql-update"}, "CLEAR ALL"),
        (FORM, "update=CLEAR+ALL"),
        (FORM, "query=ASK+%7B%7D&update=CLEAR+ALL"),
    ],
)
def test_an_update_is_refused_and_changes_nothing(
    client: TestClient, headers: dict[str, str], content: str
) -> None:
    before = client.get("/sparql", params={"query": COUNT}).content
    assert (
        "read-only"
        in problem(client.post("/sparql", content=content, headers=headers), 403)["detail"]
    )
    assert "read-only" in problem(client.get("/sparql?update=CLEAR+ALL"), 403)["detail"]
    problem(client.post("/sparql", content="CLEAR ALL", headers=QUERY), 400, "bad-query")
    assert client.get("/sparql", params={"query": COUNT}).content == before


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ("query=ASK{}&query=ASK{}", "query"),
        ("query=ASK{}&format=yaml", "format"),
        ("query=ASK{}&format=json&format=csv", "format"),
        ("query=ASK{}&defualt-graph-uri=urn:a", "defualt-graph-uri"),
        ("query=ASK{}&limit=5", "limit"),
        ("format=json", "query"),
        ("query=%FF", "query string"),
    ],
)
def test_a_wrong_parameter_is_named(client: TestClient, given: str, parameter: str) -> None:
    found = problem(client.get(f"/sparql?{given}"), 422, "bad-parameter")
    assert found["parameter"] == parameter
    if parameter in {"query string", "format"} or given.startswith("format"):
        return
    answer = client.post("/sparql", content=given, headers=FORM)
    assert problem(answer, 422, "bad-parameter")["parameter"] == parameter


def test_a_graph_that_is_no_iri_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql?query=ASK{}&default-graph-uri=no%20iri")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_nul_byte_or_an_odd_character_breaks_nothing(client: TestClient) -> None:
    for query in (
        "ASK {\x00}",
        "ASK { ?s ?p '\ufffe' }",
        "ASK { ?s ?p '\U0010ffff' }",
        "\ufeffASK {}",
    ):
        answer = client.get("/sparql", params={"query": query})
        assert answer.status_code in (200, 400), answer.text
    assert client.get("/sparql?query=ASK%20%7B%7D%ED%A0%80").status_code == 422


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "", "multipart/form-data"]
)
def test_a_body_that_is_no_query_is_415(client: TestClient, content_type: str) -> None:
    answer = client.post("/sparql", content="ASK {}", headers={"content-type": content_type})
    assert "application/sparql-query" in problem(answer, 415)["detail"]


def test_a_query_too_large_to_be_one_is_413(client: TestClient) -> None:
    query = "ASK {}" + " " * (1 << 20)
    for headers, content in ((QUERY, query), (FORM, urlencode({"query": query}))):
        answer = client.post("/sparql", content=content, headers=headers)
        assert "1 MiB" in problem(answer, 413)["detail"]


def test_a_deeply_nested_query_brings_nothing_down(client: TestClient) -> None:
    deep = "ASK " + "{" * 5000 + "}" * 5000
    assert client.post("/sparql", content=deep, headers=QUERY).status_code in (400, 507)
    assert client.get("/sparql?query=ASK{}").json()["boolean"] is True


def test_a_query_is_stopped_soon_after_its_time_limit(limited: TestClient) -> None:
    began = time.monotonic()
    problem(limited.get("/sparql", params={"query": HEAVY}), 504, "time-limit")
    assert time.monotonic() - began < 1.5
    assert limited.get("/sparql?query=ASK{}").status_code == 200


def test_an_answer_is_whole_or_none(limited: TestClient) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    problem(limited.get("/sparql", params={"query": everything}), 507, "size-limit")
    few = limited.get("/sparql", params={"query": everything + " LIMIT 2"})
    assert len(rows(few)) == 2


def test_the_endpoint_has_tags_and_head_like_every_other_answer(client: TestClient) -> None:
    given = {"query": SAID}
    got = client.get("/sparql", params=given)
    assert "Accept" in got.headers["vary"]
    tag = got.headers["etag"]
    again = client.get("/sparql", params=given, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/sparql", params=given | {"format": "csv"}).headers["etag"] != tag
    named = {"x-request-id": got.headers["x-request-id"]}
    head = client.head("/sparql", params=given, headers=named)
    assert dict(head.headers) == dict(got.headers)
    assert "etag" not in client.post("/sparql", data=given).headers


def test_a_claim_is_described_and_never_stated(client: TestClient) -> None:
    base = "https://w3id.org/claim-provenance/"
    stated = (
        f"ASK {{ <{base}speaker/azerbaijani-forces> <{base}relation/came-near> "
        f"<{base}place/mount-sarybaba> }}"
    )
    assert client.get("/sparql", params={"query": stated}).json()["boolean"] is False
    described = (
        f"ASK {{ ?t <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> "
        f"<{base}relation/came-near> }}"
    )
    assert client.get("/sparql", params={"query": described}).json()["boolean"] is True


def test_a_trailing_slash_makes_no_difference(client: TestClient) -> None:
    assert json.loads(client.get("/sparql/?query=ASK{}").content)["boolean"] is True
    assert client.post("/sparql/", data={"query": "ASK {}"}).json()["boolean"] is True
