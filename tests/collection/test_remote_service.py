"""The verbs over somebody else's endpoint give what they give over a data directory."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat, Store

from kg.collection.demonstrating import fill_with_fixtures
from kg.collection.opening import open_service
from kg.collection.service import Service
from kg.settings import Settings
from served_virtuoso import INSTALLED, virtuoso
from small_store import oxigraph

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("collection")
    fill_with_fixtures(place, Settings())
    return place


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def endpoint(
    request: pytest.FixtureRequest, directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve a copy of the published graph with another engine's own server."""
    generation = (directory / "current").read_text("utf-8").strip()
    store = directory / "generations" / generation / "store"
    folder: Path = tmp_path_factory.mktemp("endpoint")
    if request.param == "oxigraph":
        copy = Path(shutil.copytree(store, folder / "store"))
        with oxigraph(copy) as address:
            yield address
        return
    if not INSTALLED:
        pytest.skip("no Virtuoso is installed")
    nquads = pyoxigraph.serialize(Store.read_only(str(store)), format=RdfFormat.N_QUADS)
    with virtuoso(folder, nquads) as address:
        yield address


async def answers(service: Service) -> dict[str, Any]:
    collection = service.collection
    looked_up = await collection.lookup(text="Sarybaba")
    listed = await collection.attributions()
    return {
        "look-up": [hit.model_dump(mode="json") for hit in looked_up.items],
        "list": [item.model_dump(mode="json") for item in listed.items],
        "facets": listed.facets.model_dump(mode="json") if listed.facets else None,
        "trace": (await collection.trace("water-let-out")).model_dump(exclude={"revision"}),
        "speaker": (await collection.speaker("russian-mod")).model_dump(exclude={"revision"}),
    }


def test_an_endpoint_with_the_same_graph_gives_the_same_answers(
    directory: Path, endpoint: str
) -> None:
    async def asked(store: str) -> dict[str, Any]:
        async with open_service(Settings(store=store)) as service:
            return await answers(service)

    here = asyncio.run(asked(str(directory)))
    there = asyncio.run(asked(endpoint))
    assert len(here["look-up"]) == 2
    for name, answer in here.items():
        assert there[name] == answer, name


def test_an_endpoint_claims_no_revision(endpoint: str) -> None:
    async def asked() -> Any:
        async with open_service(Settings(store=endpoint)) as service:
            return await service.collection.lookup(text="Sarybaba")

    answer = asyncio.run(asked())
    assert answer.revision is None
    assert answer.coverage.revision is None
