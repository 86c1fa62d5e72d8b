"""Every page as `kg serve` gives it where it is installed, with an editor or without."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from asking_in_sparql import built
from browsing import PAGES
from serving import Server, serving

pytestmark = pytest.mark.server

BROWSER = {"Accept": "text/html"}
AMISS = {
    "lookup-too-long": 422,
    "compare-nobody": 422,
    "judgement-unknown": 404,
    "query-wrong": 422,
    "sparql-wrong": 400,
    "sparql-question-wrong": 422,
    "sparql-update": 400,
    "error-unknown": 404,
    "error-parameter": 422,
    "error-address": 404,
}
"""Pages that say what is wrong, with their status; all others have 200."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Yield a server of the demonstration."""
    with serving("--demo") as started:
        yield started


def test_every_page_is_served_with_all_that_it_loads(server: Server) -> None:
    loaded = set[str]()
    for name, address in PAGES.items():
        page = server.client.get(address, headers=BROWSER, follow_redirects=True)
        assert (name, page.status_code) == (name, AMISS.get(name, 200))
        loaded |= set(re.findall(r'="(/static/[^"]+)"', page.text))
    assert {server.client.get(file).status_code for file in loaded} == {200}
    assert any(file.endswith("/sparql-editor.js") for file in loaded) == built()


def test_the_field_for_a_query_is_there_with_an_editor_and_without(server: Server) -> None:
    page = server.client.get("/sparql", headers=BROWSER).text
    assert page.count('<textarea id="query" name="query"') == 1
    assert ("data-editor=" in page) == built()
    answer = server.client.get("/sparql?query=ASK+%7B%7D", headers=BROWSER).text
    assert ">yes<" in answer
