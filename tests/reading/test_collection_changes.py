"""Readers are told one state at a time, and pages stay right while records come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from typing_extensions import override

from kg.errors import StoreBusyError
from kg.reading.collection import Collection
from kg.reading.consistency import TRIES
from kg.search.asking import Search
from kg.search.filters import Page
from kg.search.naming import Json
from reading_parts import BASE, CATALOGUE, Opened, opened, run
from small_records import small

WORDS = ("ash", "birch", "cedar", "elm", "fir")


def record(word: str) -> Any:
    return small(f"r-{word}", f"The ministry said the {word} was felled.")


def listed(found: Opened, limit: int, cursor: str | None = None) -> tuple[list[str], str | None]:
    answer = run(found.collection.attributions(page=Page(limit=limit, cursor=cursor)))
    return [item.iri for item in answer.items], answer.next


@pytest.mark.parametrize("new", WORDS)
def test_a_page_is_neither_repeated_nor_skipped_while_a_record_appears(new: str) -> None:
    found = opened([record(word) for word in WORDS if word != new])
    before, _ = listed(found, 10)
    first, cursor = listed(found, 2)
    found.add(record(new))
    rest, end = listed(found, 10, cursor)
    assert end is None
    (added,) = run(found.collection.claim_attributions(f"claim-r-{new}")).items
    assert [iri for iri in first + rest if iri != added.iri] == before
    assert (added.iri in rest) == (added.iri > first[-1])


def test_a_page_goes_on_where_the_last_thing_shown_is_gone() -> None:
    found = opened([record(word) for word in WORDS])
    everything, _ = listed(found, 10)
    first, cursor = listed(found, 2)
    gone = run(found.collection.attribution(first[-1].rpartition("/")[2])).record.id
    found.search.index.remove(gone)
    found.publish(2)
    assert listed(found, 10, cursor) == (everything[2:], None)


class Lagging(Search):
    """An index that shows the revision before for a while, as between two publications."""

    def __init__(self, found: Opened, times: int) -> None:
        self._found = found
        self._left = times

    @override
    async def ask(self, request: Mapping[str, Any]) -> Json:
        answer = await self._found.search.ask(request)
        self._left -= 1
        return answer | {"revision": answer["revision"] - (self._left >= 0)}


def lagging(times: int) -> Collection:
    found = opened([record("ash")], revision=5)
    return Collection(found.store, Lagging(found, times), CATALOGUE, BASE)


def test_an_answer_from_two_revisions_is_asked_for_again() -> None:
    answer = run(lagging(TRIES - 1).claim("claim-r-ash"))
    assert (answer.revision, answer.counts.attributions) == (5, 1)


def test_an_answer_is_never_put_together_from_two_revisions() -> None:
    for verb in (
        lambda c: c.claim("claim-r-ash"),
        lambda c: c.source_text("paper-r-ash"),
        lambda c: c.lookup(text="ash"),
    ):
        with pytest.raises(StoreBusyError) as caught:
            run(verb(lagging(100)))
        assert caught.value.hint == "ask again in a moment"


def test_many_readers_at_once_are_told_the_same() -> None:
    found = opened([record(word) for word in WORDS])

    async def ask() -> list[Any]:
        return await asyncio.gather(*(found.collection.lookup(text="felled") for _ in range(8)))

    answers = asyncio.run(ask())
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0].items) == 5


def test_an_empty_collection_answers_with_empty_lists() -> None:
    collection = opened([]).collection
    assert run(collection.attributions()).items == ()
    assert run(collection.claims()).items == ()
    coverage = run(collection.coverage())
    assert (coverage.sources, coverage.newest_record, coverage.invented_included) == (
        0,
        None,
        False,
    )
    answer = run(collection.lookup(text="hill"))
    assert (answer.items, answer.next) == ((), None)
    assert "never means that nobody said it" in answer.note
