"""A source's date: in words for people, in JSON for programs."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.date import UncertainDate
from kg.model.edtf import Edtf


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("XXXX-03-25", "25 March, year unknown"),
        ("XXXX-03-25?", "25 March, year unknown (uncertain)"),
        ("XXXX-03", "March, year unknown"),
        ("XXXX-12-XX", "a day in December, year unknown"),
        ("XXXX-XX-XX", "a day, year unknown"),
        ("XXXX", "year unknown"),
        ("XXXX-22", "summer, year unknown"),
        ("XXXX-1X-25", "XXXX-1X-25"),
        ("2021-03-05", "5 March 2021"),
        ("2021-03", "March 2021"),
        ("2021", "2021"),
        ("2021-03-05T23:20:30Z", "5 March 2021, 23:20:30Z"),
        ("2004-XX", "a month in 2004"),
        ("1985-04-XX", "a day in April 1985"),
        ("1985-XX-XX", "a day in 1985"),
        ("201X", "between 2010 and 2019"),
        ("1950S2", "between 1900 and 1999"),
        ("Y3388E2S3", "between 338000 and 338999"),
        ("2022-03-2X", "between 20 March 2022 and 29 March 2022"),
        ("1984-1X", "between 1 October 1984 and 31 December 1984"),
        ("1984-XX-31", "between 31 January 1984 and 31 December 1984"),
        ("-004X-03-15", "between 15 March 50 BC and 15 March 41 BC"),
        ("2001-21", "spring 2001"),
        ("2001-28", "northern winter 2001"),
        ("2001-29", "southern spring 2001"),
        ("2001-34", "second quarter of 2001"),
        ("2001-39", "third four-month period of 2001"),
        ("2001-40", "first half of 2001"),
        ("1984~", "about 1984"),
        ("1984%", "about 1984 (uncertain)"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0079-08-24", "24 August AD 79"),
        ("Y170000002", "170000002"),
        ("2004-06/2006-08", "from June 2004 to August 2006"),
        ("2004/..", "from 2004 on"),
        ("2004/", "from 2004 until an unknown end"),
        ("../2004", "up to 2004"),
        ("/2004", "from an unknown start to 2004"),
        ("[..2026-01-13]", "on or before 13 January 2026"),
        ("[..1984]", "in or before 1984"),
        ("[1760-12..]", "in or after December 1760"),
        ("[1667,1668,1670..1672]", "one of: 1667; 1668; 1670 to 1672"),
        ("{1960,1961-12}", "all of: 1960; December 1961"),
    ],
)
def test_a_date_reads_as_words_that_add_nothing(text: str, words: str) -> None:
    assert UncertainDate(None, Edtf.parse(text)).label() == words


def test_a_date_before_a_day_is_written_with_one_bound() -> None:
    said = UncertainDate("on Tuesday", Edtf.parse("[..2026-01-13]"), ("The page date is later",))

    assert said.as_json() == {
        "verbatim": "on Tuesday",
        "edtf": "[..2026-01-13]",
        "earliest": None,
        "latest": "2026-01-13",
        "assumed": ["The page date is later"],
    }
    assert (said.earliest, said.latest, said.month_day) == (None, date(2026, 1, 13), None)


def test_a_date_without_a_year_is_written_without_bounds() -> None:
    said = UncertainDate("on March 25", Edtf.parse("XXXX-03-25"))

    assert said.as_json() == {
        "verbatim": "on March 25",
        "edtf": "XXXX-03-25",
        "earliest": None,
        "latest": None,
        "assumed": [],
    }
    assert said.month_day == "--03-25"


def test_a_date_that_is_not_worded_in_the_source_has_no_verbatim() -> None:
    assert UncertainDate(None, Edtf.parse("0999")).as_json() == {
        "verbatim": None,
        "edtf": "0999",
        "earliest": "0999-01-01",
        "latest": "0999-12-31",
        "assumed": [],
    }
