"""The stores every adapter test runs on, all holding the same few quads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kg.pool.pool import Pool
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.location import Generations
from kg.store.remote import RemoteStore
from small_store import QUADS, oxigraph, write_generation


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def pool(anyio_backend: str) -> AsyncIterator[Pool]:
    """Two real workers, for every test that asks."""
    assert anyio_backend == "asyncio"
    async with await Pool.start(2, patience=10) as pool:
        yield pool


@pytest.fixture(scope="session")
def data_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose current generation is that of revision 7."""
    directory = tmp_path_factory.mktemp("data")
    write_generation(directory, "7")
    return directory


@pytest.fixture(
    params=["disk", "memory", pytest.param("server", marks=pytest.mark.server)],
)
async def store(
    request: pytest.FixtureRequest, pool: Pool, data_directory: Path
) -> AsyncIterator[Store]:
    """Each adapter in turn."""
    if request.param == "server":
        with oxigraph(data_directory / "generations" / "7" / "store") as url:
            remote = RemoteStore(url)
            yield remote
            await remote.aclose()
        return
    embedded = (
        EmbeddedStore(pool, Generations(data_directory))
        if request.param == "disk"
        else EmbeddedStore.from_nquads(pool, QUADS)
    )
    yield embedded
    await embedded.aclose()
