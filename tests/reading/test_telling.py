"""What a worker tells in one job is what the verbs answer, letter by letter."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from demonstration import demonstration
from kg.assets import directory
from kg.catalogue import Catalogue
from kg.errors import BadParameterError, StoreUnreachableError, UnknownThingError
from kg.model.past import AsOf, LeftOut
from kg.pool.pool import Pool
from kg.reading.collection import Collection
from kg.reading.telling import LocalTeller, PooledTeller, Telling, Terms
from kg.reading.told import Call, Told
from kg.search.asking import PooledSearch, Searcher
from kg.search.filters import FIRST_PAGE, Filters, JudgementFilters, Page
from kg.store.base import DEFAULT_LIMITS
from kg.store.embedded import EmbeddedStore
from kg.store.evaluation import Evaluator
from kg.store.location import Folder, Generations
from kg.vocab import DEFAULT_BASE as BASE

pytestmark = pytest.mark.anyio

CLAIM = "forces-near-mount-sarybaba"
CALLS = [
    Call(Collection.claim, [CLAIM], {}),
    Call(Collection.claims, [Page(limit=3), None], {}),
    Call(Collection.claim_attributions, [CLAIM], {}),
    Call(Collection.trace, [CLAIM], {}),
    Call(Collection.contradictions, ["return-to-talks"], {}),
    Call(Collection.attributions_of_known, [Filters(act=("urge", "ask")), Page(limit=2)], {}),
    Call(Collection.speakers, [], {"q": "min"}),
    Call(Collection.speaker, ["russian-mod"], {}),
    Call(Collection.positions, ["ilka-marrow"], {}),
    Call(Collection.sources, [], {}),
    Call(Collection.source, ["sarybaba-report-retold"], {}),
    Call(Collection.source_text, ["sarybaba-report-retold"], {}),
    Call(Collection.judgements, [JudgementFilters()], {}),
    Call(Collection.compare, [["ilka-marrow"], ["russian-mod"]], {}),
    Call(Collection.lookup, [], {"text": "Sarybaba", "page": FIRST_PAGE}),
    Call(Collection.lookup, [], {"near": "forces had come near the mountain"}),
]
TERMS = Terms([directory("queries")], BASE, DEFAULT_LIMITS)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[Pool]:
    async with await Pool.start(2, patience=10) as pool:
        yield pool


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demonstration(tmp_path_factory)


@pytest.fixture(scope="module")
def collection(pool: Pool, folder: Path) -> Collection:
    location = Generations(folder)
    catalogue = Catalogue.load(TERMS.queries, BASE)
    store = EmbeddedStore(pool, location, base=BASE)
    return Collection(store, PooledSearch(pool, location), catalogue, BASE)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.verb.__name__)
async def test_a_worker_tells_what_the_verb_answers(
    pool: Pool, folder: Path, collection: Collection, call: Call
) -> None:
    told = await PooledTeller(pool, Generations(folder), TERMS).tell(call)
    here = await LocalTeller(collection).tell(call)
    assert (told.revision, told.next) == (here.revision, here.next)
    assert json.loads(told.body) == json.loads(here.body)


async def test_errors_are_those_of_the_verb(pool: Pool, folder: Path) -> None:
    teller = PooledTeller(pool, Generations(folder), TERMS)
    with pytest.raises(UnknownThingError, match="there is no claim “nothing”"):
        await teller.tell(Call(Collection.claim, ["nothing"], {}))
    filters = Filters(speaker="nobody-at-all")
    with pytest.raises(BadParameterError) as caught:
        await teller.tell(Call(Collection.attributions_of_known, [filters], {}))
    assert caught.value.where == "speaker"


async def test_what_is_told_of_the_past_says_so(pool: Pool, folder: Path) -> None:
    shown = Generations(folder).current()
    left = LeftOut(retracted=0, erased=0)
    moment = AsOf(
        asked="then", revision=shown.revision or 0, at="2026-11-21T00:00:00Z", left_out=left
    )
    terms = Terms(TERMS.queries, BASE, DEFAULT_LIMITS, moment)
    told = await PooledTeller(pool, Folder(shown.path, moment.revision), terms).tell(CALLS[0])
    assert json.loads(told.body)["as_of"]["asked"] == "then"


async def test_a_place_that_is_gone_is_no_answer(pool: Pool, tmp_path: Path) -> None:
    teller = PooledTeller(pool, Folder(tmp_path / "gone", 7), TERMS)
    with pytest.raises(StoreUnreachableError):
        await teller.tell(CALLS[0])


def test_a_worker_reads_on_from_the_place_it_has_open(folder: Path) -> None:
    telling, emitted = Telling(Evaluator(), Searcher()), list[bytes]()
    shown = Generations(folder).current()
    where = {"kind": shown.kind, "path": str(shown.path), "revision": shown.revision}
    payload: dict[str, Any] = {"shown": where, **TERMS.as_json(), **CALLS[0].as_json()}
    first = telling.tell(payload, emitted.append)
    opened = telling._read
    assert (
        telling.tell(payload, emitted.append) == first == {"revision": shown.revision, "next": None}
    )
    assert telling._read is opened
    assert emitted[0] == emitted[1] == Told(emitted[0], shown.revision, None).body
