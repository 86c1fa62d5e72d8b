"""The verbs over somebody else's endpoint give what they give over a data directory."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kg.collection.demonstrating import fill_with_fixtures
from kg.collection.opening import Service, open_service
from kg.settings import Settings

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("collection")
    fill_with_fixtures(place, Settings())
    return place


@pytest.fixture(scope="module")
def endpoint(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the published graph with a real `oxigraph serve`."""
    generation = (directory / "current").read_text("utf-8").strip()
    copy: Path = tmp_path_factory.mktemp("endpoint") / "store"
    shutil.copytree(directory / "generations" / generation / "store", copy)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    process = subprocess.Popen(
        [program, "serve-read-only", "--location", copy, "--union-default-graph",
         "--bind", f"127.0.0.1:{port}"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/query"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                httpx2.get(address, params={"query": "ASK {}"})
                break
            except httpx2.TransportError:
                time.sleep(0.05)
        yield address
    finally:
        process.kill()
        process.wait()


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
