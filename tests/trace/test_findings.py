"""Circles, lost hedges and drift beyond what the stories tell: bounds, and the smallest cases."""

from __future__ import annotations

import pytest

from kg.model.traces import Trace
from kg.model.views import AttributionView
from kg.trace import Judged, Layers, circles, trace
from kg.trace.drifting import MOST_DRIFTS, MOST_WORDS, changes
from kg.trace.hedging import MOST_LOSSES
from saying import CLAIM, said


def traced(*views: AttributionView) -> Trace:
    return trace(CLAIM, Layers(views), Judged())


def quoting(words: str, id_: str, **more: object) -> AttributionView:
    view = said(id_, **more)
    return view.model_copy(update={"anchor": view.anchor.model_copy(update={"exact": words})})


def told(inner: str, outer: str) -> list[tuple[str, str]]:
    return [(change.kind, change.words) for change in changes(inner, outer)]


def test_words_are_kept_removed_or_added_and_printed_as_they_stand() -> None:
    assert told("He may, perhaps,  have gone.", "He has gone.") == [
        ("kept", "He"),
        ("removed", "may, perhaps,  have"),
        ("added", "has"),
        ("kept", "gone."),
    ]


def test_a_name_that_only_looks_alike_is_another_word() -> None:
    """The second begins with a Cyrillic letter; nothing is levelled where words are compared."""
    assert told("Anna left", "\u0410nna left") == [
        ("removed", "Anna"),
        ("added", "\u0410nna"),
        ("kept", "left"),
    ]


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    assert told("山を占領した", "山を占領したという") == [
        ("kept", "山を占領した"),
        ("added", "という"),
    ]


def test_vowel_points_stay_with_their_letters() -> None:
    assert told("e\u0301t\u00e9", "e\u0301t\u00e9 fini") == [
        ("kept", "e\u0301t\u00e9"),
        ("added", "fini"),
    ]


def test_passages_that_are_too_long_are_not_compared_and_say_so() -> None:
    found = traced(
        quoting("word " * (MOST_WORDS + 1), "a", source="post", via="+wire"),
        said("b", source="wire"),
    )
    (drift,) = found.drift or ()
    assert (drift.changes, drift.not_compared) == (None, "length")


def test_no_more_is_listed_than_the_bounds_and_the_trace_says_so() -> None:
    views = [said(f"a{n}", source=f"s{n}", via="+wire") for n in range(MOST_LOSSES + 1)]
    found = traced(*views, said("w", source="wire", hedges=("maybe",)))
    assert len(found.hedge_loss or ()) == MOST_LOSSES
    assert len(found.drift or ()) == MOST_DRIFTS
    assert found.cut == ("hedge_loss", "drift")


def test_what_just_fits_is_not_called_cut() -> None:
    views = [said(f"a{n}", source=f"s{n}", via="+wire") for n in range(MOST_DRIFTS)]
    found = traced(*views, said("w", source="wire", hedges=("maybe",)))
    assert (len(found.hedge_loss or ()), found.cut) == (MOST_DRIFTS, ())


def test_a_source_that_cites_itself_goes_round_alone() -> None:
    (cycle,) = traced(said("a", source="post", via="+post")).cycles or ()
    assert [source.id for source in cycle.sources] == ["post"]
    assert (cycle.others, cycle.shortest) == (0, True)


def ring(*sources: str) -> list[AttributionView]:
    following = (*sources[1:], sources[0])
    return [
        said(f"{source}-{cited}", source=source, via=f"+{cited}")
        for source, cited in zip(sources, following, strict=True)
    ]


def test_circles_that_do_not_touch_each_have_their_witness() -> None:
    found = traced(*ring("a", "b"), *ring("c", "d", "e")).cycles or ()
    assert [[source.id for source in cycle.sources] for cycle in found] == [
        ["a", "b"],
        ["c", "d", "e"],
    ]


def test_a_search_that_is_cut_says_so_and_still_shows_a_way_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first way found, from the least source, has four sources; the shortest has two."""
    monkeypatch.setattr(circles, "MOST_STEPS", 1)
    (cycle,) = traced(*ring("a", "b", "c", "d"), said("c-b", source="c", via="+b")).cycles or ()
    assert [source.id for source in cycle.sources] == ["a", "b", "c", "d"]
    assert (cycle.others, cycle.shortest) == (0, False)


def test_the_same_knot_searched_to_the_end_shows_the_shortest_way() -> None:
    (cycle,) = traced(*ring("a", "b", "c", "d"), said("c-b", source="c", via="+b")).cycles or ()
    assert [source.id for source in cycle.sources] == ["b", "c"]
    assert [each.id for each in cycle.attributions] == ["b-c", "c-b"]
    assert (cycle.others, cycle.shortest) == (2, True)


@pytest.mark.slow
def test_a_ring_of_a_thousand_sources_is_one_circle() -> None:
    sources = [f"s{n:04}" for n in range(1000)]
    (cycle,) = traced(*ring(*sources)).cycles or ()
    assert (len(cycle.sources), cycle.others, cycle.shortest) == (1000, 0, True)


def test_a_distance_that_is_only_a_stance_is_lost_like_a_hedge() -> None:
    found = traced(
        said("a", source="post", via="+wire"), said("b", source="wire", stance="distancing")
    )
    (loss,) = found.hedge_loss or ()
    assert (loss.hop, loss.hedged.stance, loss.hedged.hedges) == ("citation", "distancing", ())
    assert (loss.hedged.attribution.id, loss.plain.attribution.id) == ("b", "a")


def test_a_denial_around_an_affirmation_is_a_chain_of_its_own() -> None:
    """It repeats nothing: it says the opposite of what stands inside."""
    found = traced(
        said("a", act="deny", polarity="negated"), said("b", "voices", kind="group", within="a")
    )
    assert [chain.attribution.id for chain in found.chains] == ["a", "b"]
