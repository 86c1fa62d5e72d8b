from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from erasing import load, writing
from held import found, held, view_of
from kg.errors import StoreBusyError, StoreError, StoreUnreachableError
from kg.ledger import read
from kg.past.builder import Builder

HILL = "qzvxkplwmrtg"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection: 1 hill, 2 hill changed."""
    with writing(folder / "data") as writer:
        load(writer, "hill", HILL)
        load(writer, "hill", "hbdfjkwnvqxz")
    return folder / "data"


def document(data: Path) -> str:
    """Return the document that a view of revision 1 is made from."""
    return next(read(data / "ledger")).entry.document


@pytest.mark.anyio
async def test_a_view_many_ask_for_is_made_once_and_paid_for_once(data: Path) -> None:
    bills: list[float] = []
    builder = Builder(str(data), patience=30)
    with held(data, document(data)) as one:
        asking = [asyncio.create_task(builder.make(view_of(1), bills.append)) for _ in range(3)]
        await asyncio.to_thread(one.wait_and_go_on)  # a second reader would wait for ever
        await asyncio.gather(*asking)
    assert found(data) == [view_of(1).name]
    assert len(bills) == 1
    assert bills[0] > 0
    await builder.aclose()


@pytest.mark.anyio
async def test_nobody_waits_for_ever_but_the_view_is_made_all_the_same(data: Path) -> None:
    builder = Builder(str(data), patience=0.2)
    with held(data, document(data)) as one:
        for _ in range(2):
            with pytest.raises(StoreBusyError, match="view of revision 1 is being made"):
                await builder.make(view_of(1))
        other = Builder(str(data), patience=30)
        waiting = asyncio.create_task(other.make(view_of(1)))
        await asyncio.to_thread(one.wait_and_go_on)  # the other would wait for ever, too
        await waiting
    assert found(data) == [view_of(1).name]
    for each in (builder, other):
        await each.aclose()


@pytest.mark.anyio
async def test_a_build_that_is_killed_half_way_leaves_nothing_that_is_shown(data: Path) -> None:
    builder = Builder(str(data), patience=0.2)
    with held(data, document(data)), pytest.raises(StoreBusyError):
        await builder.make(view_of(1))
    await builder.aclose()
    assert all(name.endswith(".tmp") for name in found(data))
    again = Builder(str(data), patience=30)
    await again.make(view_of(1))
    assert found(data) == [view_of(1).name]
    await again.aclose()


@pytest.mark.anyio
async def test_a_client_that_left_does_not_end_what_others_wait_for(data: Path) -> None:
    builder = Builder(str(data), patience=30)
    with held(data, document(data)) as one:
        leaving, staying = (asyncio.create_task(builder.make(view_of(1))) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.to_thread(one.wait_and_go_on)
        await staying
    assert found(data) == [view_of(1).name]
    await builder.aclose()


@pytest.mark.anyio
async def test_what_goes_wrong_is_told_without_where_it_lies(data: Path) -> None:
    builder = Builder(str(data), patience=30)
    path = data / "ledger" / "blobs" / document(data)[:2] / document(data)
    content = path.read_bytes()
    path.write_bytes(b"{}")
    with pytest.raises(StoreError, match="cannot be used as it is") as caught:
        await builder.make(view_of(1))
    assert str(data) not in str(caught.value)
    path.write_bytes(content)
    await builder.make(view_of(1))
    await builder.aclose()


@pytest.mark.anyio
async def test_a_builder_that_does_not_start_is_told_and_tried_again(data: Path) -> None:
    builder = Builder(str(data), patience=30, command=(sys.executable, "-c", "raise SystemExit"))
    for _ in range(2):
        with pytest.raises(StoreUnreachableError):
            await builder.make(view_of(1))
    await builder.aclose()
