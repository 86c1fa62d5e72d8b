"""Is a date within a period: possibly, certainly, or neither."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.edtf import Edtf, recurs_within

MARCH, APRIL_END = date(2021, 3, 1), date(2021, 4, 30)


@pytest.mark.parametrize(
    ("text", "may_be", "is_"),
    [
        ("2021-03-25", True, True),
        ("2021-03", True, True),
        ("2021-03-01/2021-04-30", True, True),
        ("2021-04-30/2021-05-01", True, False),
        ("2021-02-28", False, False),
        ("2021-05-01", False, False),
        ("2021", True, False),
        ("202X", True, False),
        ("2020", False, False),
        ("[..2021-03-25]", True, False),
        ("[..2021-02-28]", False, False),
        ("[2021-05..]", False, False),
        ("2021-03-25/", True, False),
        ("[2021-03-05,2021-03-06]", True, True),
        ("[2021-03-05,2022]", True, False),
        ("[2020,2022]", True, False),  # by its bounds alone, as in SPARQL
        ("XXXX-03-25", True, False),
        ("Y170000002", True, False),  # no bounds to exclude it by
    ],
)
def test_march_and_april_2021(
    text: str,
    may_be: bool,  # noqa: FBT001 (a column of the table)
    is_: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    value = Edtf.parse(text)

    assert value.may_be_within(MARCH, APRIL_END) is may_be
    assert value.is_within(MARCH, APRIL_END) is is_


def test_a_period_may_be_open_on_either_side() -> None:
    value = Edtf.parse("2021-03")

    assert value.may_be_within(None, MARCH)
    assert not value.is_within(None, MARCH)
    assert value.is_within(MARCH, None)
    assert value.is_within(None, None)
    assert not value.may_be_within(date(2021, 4, 1), None)


def test_a_date_with_an_open_end_is_certain_of_no_period() -> None:
    before = Edtf.parse("[..2026-01-13]")

    assert before.may_be_within(None, None)
    assert not before.is_within(None, date(2026, 1, 13))


@pytest.mark.parametrize(
    ("month_day", "start", "end", "recurs"),
    [
        ("--03-25", date(2021, 4, 1), date(2021, 5, 1), False),
        ("--03-25", date(2021, 3, 25), date(2021, 3, 25), True),
        ("--03-25", date(2021, 4, 1), date(2022, 3, 24), False),
        ("--03-25", date(2021, 4, 1), date(2022, 3, 25), True),
        ("--02-29", date(2021, 1, 1), date(2023, 12, 31), False),
        ("--02-29", date(2021, 1, 1), date(2024, 12, 31), True),
        ("--02-29", date(1897, 1, 1), date(1903, 12, 31), False),
        ("--03-25", None, date(2021, 1, 1), True),
        ("--03-25", date(2021, 4, 1), None, True),
    ],
)
def test_a_day_without_a_year_recurs_only_where_that_day_lies_in_the_period(
    month_day: str, start: date | None, end: date | None, *, recurs: bool
) -> None:
    assert recurs_within(month_day, start, end) is recurs
