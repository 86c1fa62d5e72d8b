from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from kg_api.pages import workbench_page
from kg_api.pages.shipped import shipped
from kg_api.pages.workbench_page import EDITOR

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
    downloads = page.split('aria-label="Downloads, whole">')[1].split("</div>")[0]
    links = [unescape(part.split('"')[0]) for part in downloads.split('href="')[1:]]
    assert [link.rpartition("=")[2] for link in links] == ["csv", "tsv", "json", "xml"]
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


def test_a_question_opens_with_its_example_and_is_asked_by_its_form(client: TestClient) -> None:
    question = {"question": "attributions/by-speaker"}
    opened = unescape(client.get("/sparql", params=question, headers=BROWSER).text)
    assert 'name="speaker" value="russian-mod"' in opened
    assert "cp:speaker <https://w3id.org/claim-provenance/speaker/russian-mod>" in opened
    assert "<tbody>" not in opened
    values = {"speaker": "united-states", "act": "", "ask": "1"}
    asked = client.get("/sparql", params=question | values, headers=BROWSER).text
    rows = client.get(
        "/api/v1/queries/attributions/by-speaker/run", params={"speaker": "united-states"}
    ).json()["items"]
    assert asked.split("<tbody>")[1].count("<tr>") == len(rows) > 0


def test_a_value_that_is_missing_is_asked_for_at_the_question(client: TestClient) -> None:
    sent = {"question": "attributions/by-speaker", "act": "deny", "ask": "1"}
    page = client.get("/sparql", params=sent, headers=BROWSER)
    assert page.status_code == 422
    assert "<b>speaker</b>" in page.text
    assert "<option selected>deny</option>" in page.text


def test_prefixes_of_ours_are_written_in_and_said_to_be(client: TestClient) -> None:
    query = {"query": "SELECT ?c { ?c a cp:Claim }"}
    page = unescape(client.get("/sparql", params=query, headers=BROWSER).text)
    assert ">PREFIX cp: <https://w3id.org/claim-provenance#>\nSELECT ?c" in page
    assert '<code class="mono">PREFIX cp:</code>' in page
    assert page.split("<tbody>")[1].count("<tr>") == 80


def test_format_lays_the_query_out_and_asks_nothing(client: TestClient) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 3", "tidy": "1"}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    assert ">SELECT * {\n  ?s ?p ?o\n}\nLIMIT 3\n</textarea>" in page
    assert "<tbody>" not in page


def test_an_answer_is_shown_as_table_timeline_and_as_it_is(client: TestClient) -> None:
    query = {"query": "SELECT ?a ?edtf { ?a cp:said/cp:edtf ?edtf }"}
    table = client.get("/sparql", params=query, headers=BROWSER).text
    views = table.split('aria-label="Ways to see the answer">')[1].split("</nav>")[0]
    assert re.findall(">([A-Z][a-z]+)</a>", views) == ["Table", "Timeline", "Raw"]
    timeline = client.get("/sparql", params=query | {"show": "timeline"}, headers=BROWSER).text
    assert timeline.count('class="nm"') == 60
    rows = table.split("<tbody>")[1].count("<tr>")
    assert f"showing 60 of {rows}, the earliest first" in timeline
    raw = unescape(client.get("/sparql", params=query | {"show": "raw"}, headers=BROWSER).text)
    assert '{"head":{"vars":["a","edtf"]}' in raw


def test_without_dates_there_is_no_timeline_but_the_table(client: TestClient) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 3", "show": "timeline"}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    assert page.split("<tbody>")[1].count("<tr>") == 3
    assert ">Timeline</a>" not in page.split("<main")[1]


def test_a_long_answer_as_it_is_says_how_much_is_shown(client: TestClient) -> None:
    query = {"query": "SELECT * { ?s ?p ?o }", "show": "raw"}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    assert "showing 100,000 of " in page
    assert " characters; the downloads have all" in page


def test_an_answer_alone_has_no_editor_and_leads_back_to_the_query(client: TestClient) -> None:
    query = {"query": "ASK {}", "view": "result"}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    assert "<textarea" not in page
    assert ">yes<" in page
    assert 'href="/sparql?query=ASK+%7B%7D">Show the query</a>' in page


def test_the_past_is_answered_as_the_past_and_so_are_its_downloads(client: TestClient) -> None:
    query = {"query": "SELECT ?c { ?c a cp:Claim }", "asOf": "1"}
    page = client.get("/sparql", params=query, headers=BROWSER).text
    rows = client.get("/sparql", params=query | {"query": page_query(page)}).json()
    assert page.split("<tbody>")[1].count("<tr>") == len(rows["results"]["bindings"]) < 80
    assert "&amp;asOf=1&amp;format=csv" in page


def test_the_page_is_for_one_reader_where_it_repeats_what_he_calls_the_host(
    client: TestClient,
) -> None:
    sent = BROWSER | {"Host": "else.example"}
    page = client.get("/sparql", params={"query": "ASK {}"}, headers=sent)
    assert "curl -G http://else.example/sparql" in page.text
    assert page.headers["cache-control"] == "private, no-cache"


def test_an_editor_is_offered_where_one_was_built(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_editor = {**shipped(), EDITOR: b"export const upgrade = null;"}
    monkeypatch.setattr(workbench_page, "shipped", lambda: with_editor)
    monkeypatch.setattr(workbench_page, "address", lambda name: f"/static/x/{name}")
    # Asked by no other test: pages are kept as long as the collection is the same.
    page = client.get("/sparql?query=ASK+%7B+%3Fwith+a+1+%7D", headers=BROWSER).text
    assert 'data-editor="/static/x/sparql-editor.js"' in page
    assert "Esc, then Tab leaves the editor" in page


def test_without_an_editor_the_page_has_its_field_and_says_nothing_of_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench_page, "shipped", dict)
    page = client.get("/sparql?query=ASK+%7B+%3Fwithout+a+1+%7D", headers=BROWSER).text
    assert "<textarea" in page
    assert "editor" not in page.replace('class="editor"', "")


def page_query(page: str) -> str:
    (text,) = re.findall("<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    return unescape(text)
