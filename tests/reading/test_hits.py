"""A hit of a claim that very many repeat stays short, and says what it leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from kg.cli.narrating import hit_lines
from kg.model.lookups import Hit
from kg.model.views import Counts
from kg.reading import hits
from kg.reading.collection import Collection
from kg.reading.hits import MOST_TOLD, told_in_full
from reading_parts import opened, run
from story_records import CLAIM, Story


def repeated(times: int) -> Story:
    """Return a claim said by the pilot in so many outlets, and denied by the harbour in the log."""
    return Story(
        {
            "story": "a claim that many repeat",
            "claim": "The ferry sank",
            "who": {"pilot": "person", "harbour": "organization"},
            "sources": {
                "log": {
                    "says": [
                        {"words": "No ferry sank, we note.", "speaker": "harbour", "act": "deny"}
                    ]
                },
                **{
                    f"outlet-{n:02}": {
                        "says": [
                            {
                                "words": f"The ferry reportedly sank, the pilot said ({n}).",
                                "speaker": "pilot",
                                "hedges": ["reportedly"],
                            }
                        ]
                    }
                    for n in range(1, times + 1)
                },
            },
        }
    )


@pytest.fixture(scope="module")
def few() -> Collection:
    return opened(repeated(19).records()).collection


@pytest.fixture(scope="module")
def many() -> Collection:
    return opened(repeated(20).records()).collection


def found(collection: Collection, **given: Any) -> Hit:
    (hit,) = run(collection.lookup(**given)).items
    return hit


def test_up_to_twenty_attributions_are_told_whole(few: Collection) -> None:
    hit = found(few, text="ferry")
    assert (len(hit.attributions), len(hit.hedges), len(hit.matched)) == (20, 20, 20)
    assert hit.trace is not None
    assert len(hit.trace.chains) == 20
    assert (hit.cut, hit.not_computed) == ((), ())


def test_of_more_the_first_twenty_are_listed_and_what_is_cut_is_named(many: Collection) -> None:
    hit = found(many, text="reportedly sank")
    assert hit.counts.attributions == 21
    assert [view.speaker.id for view in hit.attributions] == ["pilot"] * 20
    assert [each.iri for each in hit.matched] == [view.iri for view in hit.attributions]
    assert len(hit.hedges) == 20
    assert len(hit.highlights) == 21  # twenty quotations, and the text of the claim: "sank"
    assert hit.trace is None
    assert set(hit.cut) == {"hedges", "trace", "attributions"}


def test_all_that_answer_are_named_as_cut_where_they_are_more_than_are_listed() -> None:
    hit = found(opened(repeated(21).records()).collection, quote="the pilot said")
    assert (len(hit.matched), len(hit.matches), len(hit.highlights)) == (20, 20, 20)
    assert {"matched", "matches", "highlights"} <= set(hit.cut)


def test_the_numbers_of_what_many_repeat_are_those_of_its_whole_trace(many: Collection) -> None:
    hit = found(many, text="ferry")
    whole = run(many.trace(CLAIM)).independent_origins
    assert whole is not None
    numbers = hit.independent_origins
    assert numbers is not None
    assert (numbers.count, numbers.at_least, numbers.denials) == (1, 1, 1)
    assert (whole.count, whole.at_least, whole.denials.count) == (1, 1, 1)
    assert hit.not_computed == ()
    assert hit.first_known is not None
    assert len(hit.first_known.candidates) == 20  # nobody is dated, so each of them may be first
    assert hit.first_known.undated == 20


def test_what_would_take_too_many_attributions_is_not_told_and_never_taken_for_none(
    many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "MOST_TOLD", 20)
    hit = found(many, text="reportedly")
    assert (hit.first_known, hit.hedges, hit.independent_origins, hit.trace) == (
        None,
        (),
        None,
        None,
    )
    assert hit.not_computed == ("first_known", "hedges", "independent_origins")
    assert {"trace", "attributions"} <= set(hit.cut)
    assert hit.counts.attributions == 21
    assert [view.speaker.id for view in hit.attributions] == ["pilot"] * 20
    lines = " ".join(line.words for line in hit_lines(hit))
    assert "not worked out here" in lines
    assert "was not computed" in lines
    assert "only denied" not in lines
    assert f"kg trace {CLAIM}" in lines


def test_a_claim_found_by_its_own_words_alone_shows_its_first_attributions(
    many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "MOST_TOLD", 0)
    hit = found(many, near="The ferry sank")
    assert len(hit.attributions) == 20
    assert hit.claim.id == CLAIM
    assert "attributions" in hit.cut


def test_of_a_page_with_too_many_attributions_the_smaller_claims_are_told() -> None:
    numbers = {"a": MOST_TOLD, "b": 1, "c": MOST_TOLD - 1, "d": 1}
    counts = {
        claim: Counts(attributions=n, claims=1, sources=n, speakers=1, invented=0)
        for claim, n in numbers.items()
    }
    assert told_in_full(counts) == {"b", "d"}
    assert told_in_full({name: counts[name] for name in "bc"}) == {"b", "c"}
