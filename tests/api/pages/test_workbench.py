from __future__ import annotations

from html import unescape

from fastapi.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_people_get_the_workbench_and_programs_the_protocol(client: TestClient) -> None:
    query = {"query": "ASK {}"}
    assert "Ask in SPARQL" in client.get("/sparql", headers=BROWSER).text
    page = client.get("/sparql", params=query, headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    for accept in ("*/*", "application/sparql-results+json"):
        told = client.get("/sparql", params=query, headers={"Accept": accept})
        assert told.json() == {"head": {}, "boolean": True}
    wanted = client.get("/sparql", params=query | {"format": "csv"}, headers=BROWSER)
    assert wanted.headers["content-type"].startswith("text/csv")


def test_rows_are_those_of_the_protocol_and_each_download_opens(client: TestClient) -> None:
    query = "PREFIX cp: <https://w3id.org/claim-provenance#> SELECT ?c { ?c a cp:Claim }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    page = client.get("/sparql", params={"query": query}, headers=BROWSER).text
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == len(rows) == 80
    links = [unescape(part.split('"')[0]) for part in page.split('class="btn" href="')[1:]]
    assert len(links) == 4
    for link in links:
        assert client.get(link).status_code == 200


def test_more_rows_than_are_shown_are_said_to_be_there(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers=BROWSER).text
    assert page.split("<tbody>")[1].count("<tr>") == 1000
    assert "showing 1,000 of " in page


def test_what_is_wrong_is_shown_at_its_place_and_the_text_is_kept(client: TestClient) -> None:
    query = "SELECT ?s {\n  ?s ?p\n}"
    page = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert page.status_code == 400
    said = unescape(page.text)
    assert "on line 3, column 1" in said
    assert query in said
    assert "}\n^</pre>" in said


def test_an_update_is_refused_and_a_graph_is_shown_as_triples(client: TestClient) -> None:
    update = {"query": "DELETE WHERE { ?s ?p ?o }"}
    assert client.get("/sparql", params=update, headers=BROWSER).status_code in {400, 403}
    graph = {"query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3"}
    assert "Triples" in client.get("/sparql", params=graph, headers=BROWSER).text


def test_markup_in_a_result_is_text(client: TestClient) -> None:
    query = {"query": 'SELECT ("<script>alert(1)</script>" AS ?x) {}'}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
