"""No words, however odd, make a look-up fail or take long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixture_records import fixture_collection
from kg.errors import BadParameterError
from kg.model.lookups import LookupAnswer
from reading_parts import Opened, opened, run

ODD = [
    '" OR "a" AND (',
    "NEAR(a b) * ^ -",
    "\u202e\u200d\ufeff gates",
    "\u0787'\u0787 dam",
    "\ufdfa \u3300 \u00bd",
    "e" + "\u0301" * 500,
    "a" * 4000,
    "x " * 140,
    "\U0001f469\u200d\U0001f692 \U0001f525",
    "\u0000 dam",
]


@pytest.fixture(scope="module")
def found() -> Opened:
    return opened(fixture_collection().records.values())


def asked(found: Opened, kind: str, value: str) -> None:
    try:
        answer = run(found.collection.lookup(**{kind: value}))
    except BadParameterError as error:
        refused = error.where
    else:
        refused = kind
        check(answer)
    assert refused == kind


def check(answer: LookupAnswer) -> None:
    for each in answer.near.items if answer.near else ():
        assert 0 <= each.score <= 1
        assert all(0 <= start < end <= len(each.passage) for start, end in each.highlights)


@pytest.mark.parametrize("kind", ["text", "quote", "near", "speaker", "place", "topic"])
@pytest.mark.parametrize("value", ODD)
def test_odd_words_are_looked_up_or_refused_by_their_name(
    found: Opened, kind: str, value: str
) -> None:
    asked(found, kind, value)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["text", "quote", "near", "speaker", "topic"]), st.text(max_size=40))
def test_any_words_are(found: Opened, kind: str, value: str) -> None:
    asked(found, kind, value)
