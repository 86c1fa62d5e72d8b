from __future__ import annotations

import pytest

from kg.model.views import DateView
from kg_api.pages.drawing.dates import Extent, candidates, extent, place, years


def date(edtf: str | None, earliest: str | None = None, latest: str | None = None) -> DateView:
    return DateView(verbatim="then", edtf=edtf, earliest=earliest, latest=latest, assumed=())


def test_a_day_is_exact_and_stands_at_its_place_in_the_year() -> None:
    assert extent(date("2023-07-02", "2023-07-02", "2023-07-02")) == Extent(
        "exact", 2023 + 182 / 365, 2023 + 182 / 365
    )
    assert place("2024-12-31") == 2024 + 365 / 366


def test_a_day_without_a_year_may_lie_in_any_year_and_is_in_none() -> None:
    found = extent(date("XXXX-03-25"))
    assert (found.sure, found.first, found.last) == ("part", None, None)
    shown = list(candidates(found, (2021, 2024)))
    assert [int(day) for day in shown] == [2021, 2022, 2023]
    assert all(day % 1 == shown[0] % 1 for day in shown)


def test_bounds_leave_out_the_years_they_exclude() -> None:
    found = extent(date("XXXX-03-25", "2022-01-01", "2023-12-31"))
    assert [int(day) for day in candidates(found, (2020, 2026))] == [2022, 2023]


def test_an_open_side_stays_open() -> None:
    assert extent(date("[..2026-01-14]", None, "2026-01-14")).first is None
    assert extent(date("2024/..", "2024-01-01")).last is None


@pytest.mark.parametrize("said", [None, date(None), date("XXXX")])
def test_what_is_not_dated_is_said_to_be_undated(said: DateView | None) -> None:
    assert extent(said) == Extent("none")


def test_the_years_are_those_some_bound_is_known_of() -> None:
    known = [extent(date("2024", "2024-01-01", "2024-12-31")), extent(date("XXXX-03-25"))]
    assert years(known) == (2024, 2025)
    assert years([extent(None)]) is None
