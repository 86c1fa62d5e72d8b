"""A request reaches the index of the generation that is shown, by way of a worker or directly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kg.errors import StoreUnreachableError, UnknownQueryError
from kg.pool.job import Reply
from kg.pool.pool import Pool
from kg.search.asking import LocalSearch, PooledSearch, Search, Searcher
from kg.search.index import Index
from kg.store.location import Generations
from reading_parts import quads_of, texts
from small_records import DAM, small

ALL = {"ask": "attributions", "filters": {}, "limit": 5}


def generation(folder: Path, number: int, text: str) -> Path:
    """Return a generation of one record, whose index thinks it is of revision 100."""
    path = folder / "generations" / str(number)
    path.mkdir(parents=True)
    record = small(f"r{number}", text)
    with closing(Index.open(folder / f"live-{number}.sqlite")) as index:
        index.replace(record.record, quads_of(record), texts(record))
        index.commit(100)
        index.copy_to(path / "index.sqlite")
    (folder / "current.new").write_text(f"{number}\n")
    (folder / "current.new").rename(folder / "current")
    return path


@dataclass
class OneWorker:
    """Stands for the pool: does the job at once, in this process."""

    searcher: Searcher = field(default_factory=Searcher)
    jobs: list[str] = field(default_factory=list)
    before: Callable[[], object] = lambda: None

    async def run(self, op: str, payload: dict[str, Any], **limits: float) -> Reply:
        assert op == "search"
        assert limits["seconds"] == 10
        self.jobs.append(payload["index"])
        self.before()
        body = bytearray()
        sent = json.loads(json.dumps(payload))
        self.searcher.search(sent, body.extend)
        return cast("Reply", SimpleNamespace(body=bytes(body)))


def claims(search: Search) -> list[str]:
    answer = asyncio.run(search.ask(ALL))
    return [item["claim"]["id"] for item in answer["items"]]


def pooled(folder: Path, worker: OneWorker) -> PooledSearch:
    return PooledSearch(cast("Pool", worker), Generations(folder))


def test_a_worker_answers_from_the_generation_that_is_shown(tmp_path: Path) -> None:
    worker = OneWorker()
    search = pooled(tmp_path, worker)
    generation(tmp_path, 1, "The ministry said the hill was taken.")
    assert claims(search) == ["claim-r1"]
    generation(tmp_path, 2, DAM)
    assert claims(search) == ["claim-r2"]
    assert [Path(job).parent.name for job in worker.jobs] == ["1", "2"]


def test_the_revision_is_that_of_the_generation(tmp_path: Path) -> None:
    generation(tmp_path, 7, DAM)
    answer = asyncio.run(pooled(tmp_path, OneWorker()).ask(ALL))
    assert answer["revision"] == 7


def test_a_generation_removed_in_between_is_asked_for_again(tmp_path: Path) -> None:
    first = generation(tmp_path, 1, "The ministry said the hill was taken.")
    worker = OneWorker()

    def publish() -> None:
        if not (tmp_path / "generations" / "2").exists():
            (first / "index.sqlite").unlink()
            generation(tmp_path, 2, DAM)

    worker.before = publish
    assert claims(pooled(tmp_path, worker)) == ["claim-r2"]


def test_a_generation_without_an_index_is_an_error(tmp_path: Path) -> None:
    (generation(tmp_path, 1, DAM) / "index.sqlite").unlink()
    with pytest.raises(StoreUnreachableError, match="no index"):
        claims(pooled(tmp_path, OneWorker()))


def test_before_anything_is_published_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError, match="published"):
        claims(pooled(tmp_path, OneWorker()))


def test_an_index_can_be_asked_in_this_process(tmp_path: Path) -> None:
    search = LocalSearch(generation(tmp_path, 1, DAM) / "index.sqlite")
    assert claims(search) == ["claim-r1"]

    async def many() -> list[Any]:
        return await asyncio.gather(*(search.ask(ALL) for _ in range(20)))

    assert len({json.dumps(answer) for answer in asyncio.run(many())}) == 1
    search.close()


@pytest.mark.parametrize("request_", [{}, {"ask": "everything"}])
def test_what_the_index_cannot_be_asked_is_refused(
    tmp_path: Path, request_: dict[str, str]
) -> None:
    search = LocalSearch(generation(tmp_path, 1, DAM) / "index.sqlite")
    with closing(search), pytest.raises(UnknownQueryError):
        asyncio.run(search.ask(request_))


@pytest.mark.server
def test_a_real_worker_knows_how_to_search(tmp_path: Path) -> None:
    generation(tmp_path, 3, DAM)

    async def ask() -> dict[str, Any]:
        async with await Pool.start(1) as pool:
            return await PooledSearch(pool, Generations(tmp_path)).ask(ALL)

    answer = asyncio.run(ask())
    assert [item["claim"]["id"] for item in answer["items"]] == ["claim-r3"]
    assert answer["revision"] == 3


def test_facets_of_the_same_filters_are_worked_out_once(tmp_path: Path) -> None:
    path = generation(tmp_path, 1, DAM) / "index.sqlite"
    searcher = Searcher()
    asked = {"index": str(path), "request": {**ALL, "facets": True}}
    first, second = bytearray(), bytearray()
    searcher.search(asked, first.extend)
    searcher.search(asked, second.extend)
    assert first == second
    assert json.loads(first)["facets"]["act"]["values"] == [
        {"value": "assert", "label": "assert", "count": 1}
    ]
