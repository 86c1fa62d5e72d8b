"""The service in front of somebody else's engine answers as it does over its own data directory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store

from api.routes.test_sparql import COUNT, GRAPH, SAID
from api.test_same_by_sparql import FILTERS, LOOK_UPS
from api_asking import addresses
from kg.settings import Settings
from kg_api.app import create_app
from served_virtuoso import INSTALLED, virtuoso
from small_store import oxigraph

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]

LEDGER_ONLY = {"source-text"}
"""Texts of sources are kept beside the graph, not in it."""


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def elsewhere(
    request: pytest.FixtureRequest, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """Yield a client of a server whose graph lies behind another engine's own server."""
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    store = demo / "generations" / (demo / "current").read_text("utf-8").strip() / "store"
    if request.param == "oxigraph":
        engine = oxigraph(Path(shutil.copytree(store, folder / "store")))
    elif INSTALLED:
        held = Store.read_only(str(store))
        engine = virtuoso(folder, pyoxigraph.serialize(held, format=RdfFormat.N_QUADS))
    else:
        pytest.skip("no Virtuoso is installed")
    with engine as address, TestClient(create_app(Settings(store=address))) as asking:
        yield asking


def without_revision(document: Any) -> Any:
    """Return a document without what an endpoint cannot know: how often it was changed."""
    if isinstance(document, dict):
        return {k: without_revision(each) for k, each in document.items() if k != "revision"}
    return [*map(without_revision, document)] if isinstance(document, list) else document


def test_every_route_answers_the_same(client: TestClient, elsewhere: TestClient) -> None:
    for name, address in addresses(client).items():
        here, there = client.get(address), elsewhere.get(address)
        assert there.status_code == here.status_code == 200, name
        if name not in LEDGER_ONLY and here.headers["content-type"] == "application/json":
            assert without_revision(there.json()) == without_revision(here.json()), name


@pytest.mark.parametrize(
    "address",
    [f"/api/v1/attributions?{each}" for each in FILTERS]
    + [f"/api/v1/lookup?{each}" for each in LOOK_UPS],
)
def test_every_filter_and_look_up_finds_the_same(
    client: TestClient, elsewhere: TestClient, address: str
) -> None:
    here, there = client.get(address), elsewhere.get(address)
    assert there.status_code == 200
    assert without_revision(there.json()) == without_revision(here.json())


@pytest.mark.parametrize("query", [COUNT, SAID])
def test_sparql_gives_the_same_rows(client: TestClient, elsewhere: TestClient, query: str) -> None:
    def values(asking: TestClient) -> list[dict[str, str]]:
        rows = asking.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows]

    assert values(elsewhere) == values(client) != []


def test_sparql_gives_the_same_graph(client: TestClient, elsewhere: TestClient) -> None:
    wanted = {"accept": "application/n-triples"}

    def lines(asking: TestClient) -> set[str]:
        return set(asking.get("/sparql", params={"query": GRAPH}, headers=wanted).text.splitlines())

    assert lines(elsewhere) == lines(client) != set()


def test_an_update_is_refused_before_it_leaves(elsewhere: TestClient) -> None:
    answer = elsewhere.post("/sparql", data={"query": "DROP ALL"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/bad-query"


def test_the_past_of_an_endpoint_is_not_known_and_not_made_up(elsewhere: TestClient) -> None:
    answer = elsewhere.get("/api/v1/claims?asOf=2")
    assert answer.status_code in {400, 404, 503}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
