"""A call travels as JSON, and is the same call at the other end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.model.answers import ClaimAnswer
from kg.model.views import Counts
from kg.reading.changes import ChangeFilters
from kg.reading.collection import Collection
from kg.reading.told import VERBS, Call, Told
from kg.search.filters import FIRST_PAGE, Filters, JudgementFilters, Page


@pytest.mark.parametrize(
    "call",
    [
        Call(Collection.claim, ["hill"], {}),
        Call(Collection.claims, [Page(limit=3, cursor="c", facets=False), "words"], {}),
        Call(Collection.attributions_of_known, [Filters(act=("urge", "ask")), FIRST_PAGE], {}),
        Call(Collection.judgements, [JudgementFilters(by_program=False)], {}),
        Call(Collection.changes, [ChangeFilters(since="3")], {"page": FIRST_PAGE}),
        Call(Collection.lookup, [], {"page": FIRST_PAGE, "text": "a hill"}),
        Call(Collection.compare, [["a", "b"], ["c"]], {}),
        Call(Collection.source_text, ["paper", None], {}),
    ],
)
def test_a_call_is_the_same_after_it_travelled(call: Call) -> None:
    assert Call.from_json(json.loads(json.dumps(call.as_json()))) == call


def test_only_verbs_that_answer_can_be_asked_by_name() -> None:
    with pytest.raises(KeyError):
        Call.from_json({"verb": "resembling", "given": [], "named": {}})
    assert all(not name.startswith("_") for name in VERBS)


async def claim(collection: Collection) -> ClaimAnswer:
    """Bear the name of a verb, and be none."""
    raise NotImplementedError(collection)


@pytest.mark.parametrize("verb", [Collection.resembling, claim])
def test_a_call_of_what_no_worker_knows_is_refused_before_it_is_sent(verb: Any) -> None:
    with pytest.raises(ValueError, match="put it into VERBS"):
        Call(verb, [], {})


def test_an_answer_is_told_with_its_revision_and_the_place_of_the_next_page() -> None:
    counts = Counts(attributions=1, claims=1, sources=1, speakers=1, invented=0)
    answer = ClaimAnswer(
        id="hill", iri="https://x.invalid/claim/hill", label="They took the hill", language="en",
        part_of=None, content=(), about=(), situation=None, counts=counts, revision=7, sparql="/q",
    )  # fmt: skip
    told = Told.of(answer)
    assert (told.revision, told.next) == (7, None)
    assert json.loads(told.body)["label"] == "They took the hill"
