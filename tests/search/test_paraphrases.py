"""A sentence is found again however it is asked for, but by synonyms; what differs is named.

The whole measurement, among thousands of others, is `bench/lookup.py`.
"""

from __future__ import annotations

import pytest

from kg_bench.distracting import distractors
from kg_bench.paraphrasing import Recall, indexed, pairs, recalls

OTHERS = 150
FLOORS = {
    "word order": 7,
    "inflection": 6,
    "dropped hedge": 7,
    "added words": 6,
    "shortened": 7,
    "other script": 6,
    "diacritics": 7,
    "active and passive": 7,
    "split sentence": 7,
    "lookalike name": 7,
    "changed number": 7,
    "negation": 7,
}
DIFFERING = ("lookalike name", "changed number", "negation")

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def found() -> dict[str, Recall]:
    return {each.kind: each for each in recalls(OTHERS)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOORS)
def test_so_many_of_each_kind_are_among_the_first_five(found: dict[str, Recall], kind: str) -> None:
    assert found[kind].found >= FLOORS[kind]


@pytest.mark.slow
@pytest.mark.parametrize("kind", DIFFERING)
def test_a_name_number_day_or_negation_that_differs_is_always_named(
    found: dict[str, Recall], kind: str
) -> None:
    assert found[kind].differing == found[kind].pairs
    assert found[kind].named == found[kind].found


@pytest.mark.slow
def test_synonyms_are_not_found_as_the_note_says(found: dict[str, Recall]) -> None:
    assert set(found) - set(FLOORS) == {"synonyms"}
    assert found["synonyms"].found < found["synonyms"].pairs


@pytest.mark.slow
def test_what_differs_in_what_matters_is_never_found_as_a_quotation() -> None:
    some = [pair for pair in pairs() if pair.kind in DIFFERING]
    with indexed({pair.said: f"pair-{n}" for n, pair in enumerate(some)}) as answering:
        for pair in some:
            asked = {"ask": "by-quote", "words": pair.asked, "limit": 10}
            assert answering.answer(asked)["claims"] == []


@pytest.mark.slow
def test_the_pairs_are_many_and_of_many_kinds() -> None:
    every = pairs()
    assert len(every) >= 80
    assert len({pair.kind for pair in every}) >= 8
    assert len({pair.said for pair in every}) == len(every)


@pytest.mark.slow
def test_other_sentences_have_not_all_the_words_that_are_asked_for() -> None:
    said = ["The dam was shut at night", "Boats left the lake", "A mill burned"]
    others = distractors(20, said, ["the dam", "burned mill"])
    assert len(set(others)) == 20
    crossed = [each for each in others if each.startswith(("The dam was", "Boats left", "A "))]
    assert "Boats left shut at night" in crossed
    assert not [each for each in crossed if {"the", "dam"} <= set(each.lower().split())]
