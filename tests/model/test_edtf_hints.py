"""What the author of a date is told to write instead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.edtf import Edtf, EdtfError


def hint(text: str) -> str:
    with pytest.raises(EdtfError) as refusal:
        Edtf.parse(text)
    return refusal.value.hint


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("25 March", "XXXX-03-25"),
        ("March 25", "XXXX-03-25"),
        ("on March 25", "XXXX-03-25"),
        ("the 3rd of May", "XXXX-05-03"),
        ("14 Jan 2026", "2026-01-14"),
        ("Jan. 14, 2026", "2026-01-14"),
        ("in March 2022", "2022-03"),
        ("December", "XXXX-12"),
        ("2021-3-5", "2021-03-05"),
        ("2021/03/05", "2021-03-05"),
        ("2021.3.5", "2021-03-05"),
        ("2021/03", "2021-03"),
        ("20210305", "2021-03-05"),
        ("--03-25", "XXXX-03-25"),
        ("the 1990s", "199X"),
        ("c. 1990", "1990~"),
        ("circa 1990", "1990~"),
        ("17000", "Y17000"),
        ("-17000", "Y-17000"),
        ("Y2000", "2000"),
        ("199u", "199X"),
        ("19uu", "19XX"),
        ("1999-uu-uu", "1999-XX-XX"),
        ("xxxx-03-25", "XXXX-03-25"),
        ("1984?~", "1984%"),
        ("2004-06-01/unknown", "2004-06-01/"),
        ("2004-06-01/open", "2004-06-01/.."),
        (" 2021-03-25", "2021-03-25"),
        ("[1667, 1668]", "[1667,1668]"),
        ("2021\N{EN DASH}03\N{EN DASH}25", "2021-03-25"),
    ],
)
def test_a_near_miss_is_answered_with_what_to_write(text: str, proposal: str) -> None:
    assert hint(text) == f"write {proposal}"
    assert Edtf.parse(proposal)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("on Tuesday", "such as 2021-03-05, or XXXX-03-25 where no year is given"),
        ("03/05/2021", "write an interval as 2004-06/2006-08"),  # May or March? We do not guess
        ("05.03.2021", "such as 2021-03-05"),
        ("31 February", "such as 2021-03-05"),
        ("2022-02-3X", "XX for a day that is not given"),
        ("2008/1964", "earlier date first"),
        ("[1667;1668]", "write a set as [1667,1670..1672]"),
        ("1" * 201, "at most 200 characters"),
        ("-0000", "0000 (1 BC)"),
    ],
)
def test_where_nothing_can_be_proposed_the_form_is_explained(text: str, advice: str) -> None:
    assert advice in hint(text)


@given(
    day=st.dates(min_value=date(1000, 1, 1)),
    form=st.sampled_from(
        ["%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d %b. %Y"]
    ),
)
@settings(deadline=None)
def test_a_day_written_otherwise_is_proposed_as_the_same_day(day: date, form: str) -> None:
    assert hint(day.strftime(form)) == f"write {day.isoformat()}"
