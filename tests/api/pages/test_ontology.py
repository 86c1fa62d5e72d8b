from __future__ import annotations

from fastapi.testclient import TestClient

from kg.rdf.glossary import glossary
from kg.vocab import CLASSES, NAMESPACE

BROWSER = {"Accept": "text/html,*/*;q=0.8"}


def test_every_term_is_told_in_words_with_an_example() -> None:
    entries = {entry.iri: entry for entry in glossary()}
    assert {NAMESPACE + name for name in CLASSES} <= entries.keys()
    assert all(entry.definition for entry in entries.values())
    claim = entries[NAMESPACE + "Claim"]
    assert (claim.kind, claim.name) == ("class", "cp:Claim")
    assert claim.example


def test_people_read_the_terms_and_programs_parse_them(client: TestClient) -> None:
    page = client.get("/ns", headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    for entry in glossary():
        assert page.text.count(f'id="{entry.iri.rpartition("#")[2]}"') == 1
    assert client.get("/ns").headers["content-type"].startswith("text/turtle")


def test_the_reference_has_every_route_of_the_description(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    page = client.get("/api").text
    for path in paths:
        assert f'<span class="mono">{path}</span>' in page
    assert "http" not in page.split("<head>")[1].split("</head>")[0].replace("http-equiv", "")
