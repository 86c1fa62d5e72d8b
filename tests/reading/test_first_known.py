"""The first known attribution is named only where dates prove it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model.lookups import FirstKnown
from kg.model.views import AttributionView
from kg.reading.first_known import first_known
from saying import said

MARCH = ("2026-03-01", "2026-03-31")
APRIL = ("2026-04-01", "2026-04-30")


def known(*attributions: AttributionView) -> FirstKnown:
    found = first_known(attributions)
    assert found is not None
    return found


def first(found: FirstKnown) -> str | None:
    return found.attribution and found.attribution.id


def test_the_only_attribution_is_the_first_known_even_with_its_year_unknown() -> None:
    found = known(said("a", dates=(None, None)))
    assert first(found) == "a"
    assert found.said is not None
    assert found.said.earliest is None
    assert found.undated == 0
    assert found.rule.endswith("It is the only attribution of the claim here that is not a denial.")


def test_one_that_ends_before_all_others_begin_is_the_first() -> None:
    found = known(said("a", dates=APRIL), said("b", "mayor", dates=MARCH))
    assert first(found) == "b"
    assert found.speaker is not None
    assert found.speaker.id == "mayor"
    assert [each.attribution.id for each in found.candidates] == ["b"]
    assert found.rule.endswith("Every other one is certainly later.")


def test_overlapping_dates_name_nobody() -> None:
    found = known(said("a", dates=MARCH), said("b", dates=("2026-03-31", "2026-04-02")))
    assert (first(found), found.speaker, found.said) == (None, None, None)
    assert [each.attribution.id for each in found.candidates] == ["a", "b"]
    assert found.rule.endswith("2 of them cannot be put in order, so none is named as the first.")


def test_undated_ones_are_counted_and_never_ordered() -> None:
    found = known(
        said("a"), said("b", dates=MARCH), said("c", dates=(None, None)), said("d", dates=APRIL)
    )
    assert first(found) == "b"
    assert found.undated == 2
    assert [each.attribution.id for each in found.candidates] == ["a", "b", "c"]
    assert "2 with no known date may be earlier" in found.rule


def test_with_nothing_dated_nobody_is_first() -> None:
    found = known(said("a"), said("b"))
    assert (first(found), found.undated, len(found.candidates)) == (None, 2, 2)


def test_an_upper_bound_alone_can_make_another_certainly_later() -> None:
    found = known(said("a", dates=(None, "2026-01-13")), said("b", dates=("2026-02-01", None)))
    assert first(found) == "a"


def test_a_lower_bound_alone_orders_nothing_after_it() -> None:
    found = known(said("a", dates=("2026-01-01", None)), said("b", dates=APRIL))
    assert first(found) is None


def test_a_denial_is_not_a_saying_of_the_claim() -> None:
    denial = said("a", act="deny", polarity="negated", dates=MARCH)
    assert first(known(denial, said("b", dates=APRIL))) == "b"
    assert first_known([denial]) is None


def test_when_a_page_was_recorded_or_published_plays_no_part() -> None:
    found = known(
        said("a", recorded_at="2020-01-01T00:00:00Z"), said("b", recorded_at="2026-01-01T00:00:00Z")
    )
    assert first(found) is None


day = st.none() | st.dates().map(str)
spans = st.tuples(day, day).filter(lambda span: None in span or span[0] <= span[1])


@given(st.lists(spans, min_size=1, max_size=6))
def test_candidates_are_those_that_no_other_certainly_precedes(
    dates: list[tuple[str | None, str | None]],
) -> None:
    views = [said(f"a{n}", dates=each) for n, each in enumerate(dates)]
    expected = [
        f"a{n}"
        for n, (start, _) in enumerate(dates)
        if not any(end and start and end < start for _, end in dates)
    ]
    assert [each.attribution.id for each in known(*views).candidates] == expected
