"""Facts are read from whole answers only, and are the same from quads and from rows."""

from __future__ import annotations

import asyncio

import pytest
from typing_extensions import override

from kg.errors import IncompleteAnswerError
from kg.search.facts import Facts
from kg.search.stated import fact_of, facts_in
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
)
from reading_parts import InProcessStore, opened, quads_of, run
from small_records import small

EVERYTHING = "SELECT DISTINCT ?thing ?property ?value { ?thing ?property ?value }"


class Broken(InProcessStore):
    """A store whose every answer is these bytes."""

    body = b""

    @override
    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        return Answer("select", "application/sparql-results+json", self.body)


def everything(facts: Facts) -> list[object]:
    return list(facts.about(facts.things()))


def test_quads_and_rows_state_the_same() -> None:
    record = small("hill")
    store = opened([record]).store
    of_quads = everything(Facts(map(fact_of, quads_of(record))))
    assert everything(Facts(run(store.facts(EVERYTHING)).facts)) == of_quads
    assert everything(facts_in(run(store.select(EVERYTHING)))) == of_quads


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"head":{"vars":[]},"results":{"bindings":[',
        b"[]",
        b"null",
        b'{"head":{},"boolean":true}',
        b'{"results":{"bindings":[{"thing":{"value":"a"}}]}}',
        b'{"results":{"bindings":[7]}}',
        b'{"results":{"bindings":' + b"[" * 100_000,
    ],
)
def test_an_answer_that_is_not_whole_states_nothing(body: bytes) -> None:
    store = Broken(opened([]).store.graph, None)
    store.body = body
    with pytest.raises(IncompleteAnswerError):
        asyncio.run(store.facts(EVERYTHING))
