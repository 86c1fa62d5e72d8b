"""Periods to filter by, written as dates are written in records."""

from __future__ import annotations

import pytest

from kg.errors import BadParameterError
from kg.reading.periods import check_order, in_days


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"said_from": "2021-11"}, {"said_from": "2021-11-01"}),
        ({"situation_to": "2024-02"}, {"situation_to": "2024-02-29"}),
        ({"published_from": "2021?", "published_to": "2021?"},
         {"published_from": "2021-01-01", "published_to": "2021-12-31"}),
        ({"said_to": "[..2026-01-14]"}, {"said_to": "2026-01-14"}),
        ({"recorded_from": "2026-11"}, {"recorded_from": "2026-11-01"}),
        ({"recorded_to": "2026-11"}, {"recorded_to": "2026-11-30T23:59:59.999999Z"}),
        ({"recorded_to": "2026-11-21T12:00:00Z"}, {"recorded_to": "2026-11-21T12:00:00Z"}),
        ({"said_from": "", "q": "2021-11"}, {"said_from": "", "q": "2021-11"}),
    ],
)  # fmt: skip
def test_a_bound_stands_for_its_first_or_its_last_possible_day(
    given: dict[str, str], days: dict[str, str]
) -> None:
    assert in_days(given) == days


@pytest.mark.parametrize(
    "given", [{"said_from": "XXXX-03-25"}, {"said_from": "[..2026-01-14]"}, {"said_to": "may"}]
)
def test_a_bound_without_such_a_day_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadParameterError) as caught:
        in_days(given)
    assert caught.value.where == next(iter(given))
    assert caught.value.hint


def test_a_period_of_any_clock_may_not_end_before_it_begins() -> None:
    with pytest.raises(BadParameterError) as caught:
        check_order({"published_from": "2026-01-02", "published_to": "2026-01-01"})
    assert caught.value.where == "published_to"
