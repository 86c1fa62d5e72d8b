"""Reading as of an earlier revision, while a view is made, and where none can be made."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest

from erasing import load, writing
from held import found, held, view_of
from kg.collection.opening import open_service
from kg.errors import BadParameterError, StoreBusyError, StoreError, UsageError
from kg.ledger import read
from kg.preserving.rebuilding import rebuild
from kg.settings import Settings

HILL = "qzvxkplwmrtg"
DAM = "hbdfjkwnvqxz"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection: 1 hill, 2 dam."""
    with writing(folder / "data") as writer:
        load(writer, "hill", HILL)
        load(writer, "dam", DAM)
    return folder / "data"


def settings(data: Path, seconds: float = 30) -> Settings:
    return Settings(store=str(data), base="https://example.org/", workers=2, time_limit=seconds)


@pytest.mark.anyio
async def test_other_questions_are_answered_while_a_view_is_made(data: Path) -> None:
    first = next(read(data / "ledger")).entry.document
    async with open_service(settings(data)) as service:
        with held(data, first) as document:
            past = asyncio.create_task((await service.at("1")).collection.claims())
            with ExitStack() as reading:
                await asyncio.to_thread(reading.enter_context, document.being_read())
                assert len((await service.collection.claims()).items) == 2
                assert not past.done()
            assert len((await past).items) == 1


@pytest.mark.anyio
async def test_whoever_waited_long_enough_is_told_to_ask_again(data: Path) -> None:
    first = next(read(data / "ledger")).entry.document
    async with open_service(settings(data, 0.5)) as service:
        with held(data, first):
            past = await service.at("1")
            with pytest.raises(StoreBusyError, match="view of revision 1 is being made"):
                await past.collection.claims()
            assert len((await service.collection.claims()).items) == 2


@pytest.mark.anyio
async def test_the_present_asked_for_by_its_number_is_the_present(data: Path) -> None:
    async with open_service(settings(data)) as service:
        now = await (await service.at("2")).collection.claims()
        assert now.items == (await service.collection.claims()).items
        assert found(data) == []


@pytest.mark.anyio
async def test_where_no_view_can_be_written_only_the_past_is_not_answered(data: Path) -> None:
    (data / "past").write_text("this is no folder")
    async with open_service(settings(data)) as service:
        past = await service.at("1")
        with pytest.raises(StoreError, match="folder cannot be written to") as caught:
            await past.collection.claims()
        assert str(data) not in str(caught.value)
        assert len((await service.collection.claims()).items) == 2


@pytest.mark.anyio
async def test_a_view_that_goes_while_it_is_asked_is_made_again_for_whoever_asks_again(
    data: Path,
) -> None:
    async with open_service(settings(data)) as service:
        past = await service.at("1")
        await past.collection.claims()
        with writing(data) as writer:
            writer.retract("hill", "a mistake")
        with pytest.raises(StoreBusyError, match="ask again"):
            await past.collection.claims()
        again = await (await service.at("1")).collection.claims()
        assert again.items == ()
        assert again.as_of is not None
        assert again.as_of.left_out.retracted == 1


@pytest.mark.anyio
async def test_a_view_another_program_made_is_not_used(data: Path) -> None:
    async with open_service(settings(data)) as service:
        (data / "past" / view_of(1).name).mkdir(parents=True)
        (data / "past" / view_of(1).name / "meta.json").write_text("{}")
        assert len((await (await service.at("1")).collection.claims()).items) == 1
        assert len(found(data)) == 2


@pytest.mark.anyio
async def test_a_server_removes_what_a_crash_left_half_made(data: Path) -> None:
    half = data / "past" / "1-0-public-a.tmp"
    half.mkdir(parents=True)
    async with open_service(settings(data)) as service:
        assert service.past is not None
        service.past.clear_up()
        await (await service.at("1")).collection.claims()
        assert not half.exists()


@pytest.mark.anyio
async def test_a_rebuilt_view_and_a_damaged_ledger_know_no_past(data: Path, folder: Path) -> None:
    rebuild(data, to=folder / "view")
    async with open_service(settings(folder / "view")) as service:
        with pytest.raises(UsageError, match="there is no ledger"):
            await service.at("1")
    segment = data / "ledger" / "events-000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"tester", b"tesser", 1))
    async with open_service(settings(data)) as service:
        with pytest.raises(StoreError, match="cannot be used as it is"):
            await service.at("1")
        assert len((await service.collection.claims()).items) == 2


@pytest.mark.anyio
async def test_what_is_written_meanwhile_is_known_at_once(data: Path) -> None:
    async with open_service(settings(data)) as service:
        with pytest.raises(BadParameterError, match="has not come yet"):
            await service.at("3")
        with writing(data) as writer:
            load(writer, "road", "vwxkqrmzjdfh")
        assert len((await (await service.at("3")).collection.claims()).items) == 3
