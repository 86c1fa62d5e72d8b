"""An index read from a store's own answers is the index its records would have made."""

from __future__ import annotations

import asyncio
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from fixture_records import fixture_collection
from kg.errors import IncompleteAnswerError
from kg.search import building
from kg.search.answering import Answering
from kg.search.building import build_index
from kg.search.schema import open_read_only
from kg.store.base import DEFAULT_LIMITS, Limits, Rows
from kg.vocab import DEFAULT_BASE as BASE
from reading_parts import CATALOGUE, InProcessStore, Opened, opened
from small_records import small

LISTS: tuple[dict[str, Any], ...] = (
    {"ask": "attributions", "filters": {}, "limit": 500, "facets": True},
    {"ask": "attributions", "filters": {"q": "sarybaba"}, "limit": 500},
    {"ask": "things", "noun": "claim", "limit": 500},
    {"ask": "things", "noun": "speaker", "limit": 500},
    {"ask": "things", "noun": "source", "limit": 500},
    {"ask": "things", "noun": "speaker", "q": "минобороны", "limit": 500},
    {"ask": "by-text", "words": ["сарыбаба"], "limit": 50},
    {"ask": "by-url", "url": "//wire.ostrel.example/2024/dam", "limit": 50},
    {"ask": "coverage"},
    {
        "ask": "judged",
        "things": [f"{BASE}{each}" for each in ("claim/gates-opened", "speaker/l-norvani")],
        "relations": ["contradicts", "supports", "sameSpeaker"],
    },
)


@pytest.fixture(scope="module")
def fixtures() -> Opened:
    return opened(fixture_collection().records.values())


def built(folder: Path, store: InProcessStore) -> Path:
    path = folder / "index.sqlite"
    asyncio.run(build_index(path, store, CATALOGUE))
    return path


@pytest.mark.parametrize("size", [1000, 7])
def test_every_list_is_the_same(
    tmp_path: Path, fixtures: Opened, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(building, "LISTED", size)
    monkeypatch.setattr(building, "EXPLAINED", 5)
    live = Answering(fixtures.search.index._connection)
    with closing(open_read_only(built(tmp_path, fixtures.store))) as connection:
        read = Answering(connection)
        for request in LISTS:
            assert read.answer(request) == live.answer(request) | {"revision": None}
    assert [path.name for path in tmp_path.iterdir()] == ["index.sqlite"]


def test_an_empty_store_makes_an_empty_index(tmp_path: Path) -> None:
    with closing(open_read_only(built(tmp_path, opened([]).store))) as connection:
        assert Answering(connection).answer(LISTS[0])["items"] == []


def test_it_is_built_again_over_what_a_crash_left(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite.building").write_bytes(b"half")
    (tmp_path / "index.sqlite").write_bytes(b"old")
    with closing(open_read_only(built(tmp_path, opened([small("hill")]).store))) as connection:
        assert len(Answering(connection).answer(LISTS[0])["items"]) == 1


class Circling(InProcessStore):
    """A store that knows nothing of `after`."""

    @override
    async def select(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Rows:
        text = re.sub(r"FILTER\(STR\(\?attribution\) > .*", "", text)
        return await super().select(text, limits=limits)


def test_pages_that_go_round_in_a_circle_are_no_index(
    tmp_path: Path, fixtures: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "LISTED", 1)
    path = tmp_path / "index.sqlite"
    store = Circling(fixtures.store.graph, None)
    with pytest.raises(IncompleteAnswerError, match="attributions overlap"):
        asyncio.run(build_index(path, store, CATALOGUE))
    assert not path.exists()
