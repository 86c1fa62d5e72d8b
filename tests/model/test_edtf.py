"""EDTF values of the standard's three levels, with bounds worked out by hand."""

from __future__ import annotations

import doctest
import pickle
from datetime import date
from importlib import import_module

import pytest

from kg.model.edtf import LONGEST, Edtf, EdtfError, Kind, Limit

# text, level, earliest, latest ("" where there is none)
CALENDAR = [
    # level 0
    ("1985-04-12", 0, "1985-04-12", "1985-04-12"),
    ("1985-04", 0, "1985-04-01", "1985-04-30"),
    ("1985", 0, "1985-01-01", "1985-12-31"),
    ("0001", 0, "0001-01-01", "0001-12-31"),
    ("9999-12-31", 0, "9999-12-31", "9999-12-31"),
    ("2000-02", 0, "2000-02-01", "2000-02-29"),
    ("1900-02", 0, "1900-02-01", "1900-02-28"),
    ("1985-04-12T23:20:30", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", 0, "1985-04-12", "1985-04-12"),
    ("2016-12-31T23:59:60Z", 0, "2016-12-31", "2016-12-31"),
    ("1964/2008", 0, "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", 0, "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", 0, "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", 0, "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", 0, "2004-02-01", "2005-12-31"),
    ("2005/2006-02", 0, "2005-01-01", "2006-02-28"),
    ("2004-06-15/2004-06", 0, "2004-06-15", "2004-06-30"),
    # level 1
    ("2001-21", 1, "2001-01-01", "2001-12-31"),
    ("2001-24", 1, "2001-01-01", "2001-12-31"),
    ("1984?", 1, "1984-01-01", "1984-12-31"),
    ("2004-06~", 1, "2004-06-01", "2004-06-30"),
    ("2004-06-11%", 1, "2004-06-11", "2004-06-11"),
    ("201X", 1, "2010-01-01", "2019-12-31"),
    ("20XX", 1, "2000-01-01", "2099-12-31"),
    ("2004-XX", 1, "2004-01-01", "2004-12-31"),
    ("1985-04-XX", 1, "1985-04-01", "1985-04-30"),
    ("1985-02-XX", 1, "1985-02-01", "1985-02-28"),
    ("1984-02-XX", 1, "1984-02-01", "1984-02-29"),
    ("1985-XX-XX", 1, "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", 1, "1985-04-12", ""),
    ("1985-04/..", 1, "1985-04-01", ""),
    ("../1985-04-12", 1, "", "1985-04-12"),
    ("../1985", 1, "", "1985-12-31"),
    ("1985/", 1, "1985-01-01", ""),
    ("/1985-04", 1, "", "1985-04-30"),
    ("1984~/2004-06", 1, "1984-01-01", "2004-06-30"),
    ("1984-06-02?/2004-08-08~", 1, "1984-06-02", "2004-08-08"),
    ("2001-21/2003", 1, "2001-01-01", "2003-12-31"),
    # level 2
    ("1950S2", 2, "1900-01-01", "1999-12-31"),
    ("1950S4", 2, "1950-01-01", "1950-12-31"),
    ("0950S2", 2, "0900-01-01", "0999-12-31"),
    ("Y20E2", 2, "2000-01-01", "2000-12-31"),
    ("2001-25", 2, "2001-01-01", "2001-12-31"),
    ("2001-32", 2, "2001-01-01", "2001-12-31"),
    ("2001-33", 2, "2001-01-01", "2001-03-31"),
    ("2001-34", 2, "2001-04-01", "2001-06-30"),
    ("2001-36", 2, "2001-10-01", "2001-12-31"),
    ("2001-37", 2, "2001-01-01", "2001-04-30"),
    ("2001-39", 2, "2001-09-01", "2001-12-31"),
    ("2001-40", 2, "2001-01-01", "2001-06-30"),
    ("2001-41", 2, "2001-07-01", "2001-12-31"),
    ("[1667,1668,1670..1672]", 2, "1667-01-01", "1672-12-31"),
    ("[1672,1667]", 2, "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", 2, "", "1760-12-03"),
    ("[..2026-01-13]", 2, "", "2026-01-13"),
    ("[1760-12..]", 2, "1760-12-01", ""),
    ("[1760-01,1760-02,1760-12..]", 2, "1760-01-01", ""),
    ("[1667,1760-12]", 2, "1667-01-01", "1760-12-31"),
    ("[..1984]", 2, "", "1984-12-31"),
    ("[..1984,1990]", 2, "", "1990-12-31"),
    ("{1667,1668,1670..1672}", 2, "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", 2, "1960-01-01", "1961-12-31"),
    ("{..1984}", 2, "", "1984-12-31"),
    ("{2021-03-24..2021-03-26~}", 2, "2021-03-24", "2021-03-26"),
    ("2004-06~-11", 2, "2004-06-11", "2004-06-11"),
    ("2004?-06-11", 2, "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", 2, "2004-06-11", "2004-06-11"),
    ("2004-%06-11", 2, "2004-06-11", "2004-06-11"),
    ("?2004", 2, "2004-01-01", "2004-12-31"),
    ("156X-12-25", 2, "1560-12-25", "1569-12-25"),
    ("15XX-12-25", 2, "1500-12-25", "1599-12-25"),
    ("1XXX", 2, "1000-01-01", "1999-12-31"),
    ("1XXX-XX", 2, "1000-01-01", "1999-12-31"),
    ("1XXX-12", 2, "1000-12-01", "1999-12-31"),
    ("1X32", 2, "1032-01-01", "1932-12-31"),
    ("1984-1X", 2, "1984-10-01", "1984-12-31"),
    ("1984-X1", 2, "1984-01-01", "1984-11-30"),
    ("1984-XX-31", 2, "1984-01-31", "1984-12-31"),
    ("1984-XX-30", 2, "1984-01-30", "1984-12-30"),
    ("2022-03-2X", 2, "2022-03-20", "2022-03-29"),
    ("2022-02-2X", 2, "2022-02-20", "2022-02-28"),
    ("2022-XX-3X", 2, "2022-01-30", "2022-12-31"),
    ("20XX-02-29", 2, "2000-02-29", "2096-02-29"),
    ("190X-02-29", 2, "1904-02-29", "1908-02-29"),
    ("2004-06-XX/2004-07-03", 2, "2004-06-01", "2004-07-03"),
    ("2004-06-~01/2004-06-~20", 2, "2004-06-01", "2004-06-20"),
    ("200X/2010", 2, "2000-01-01", "2010-12-31"),
    ("2021-03-24/XXXX-03-26", 2, "2021-03-24", ""),
]


@pytest.mark.parametrize(("text", "level", "earliest", "latest"), CALENDAR, ids=lambda cell: cell)
def test_a_value_is_bounded_by_the_first_and_last_day_that_fit(
    text: str, level: int, earliest: str, latest: str
) -> None:
    value = Edtf.parse(text)

    assert (value.earliest, value.latest) == (_day(earliest), _day(latest))
    assert value.level == level
    assert value.text == text


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "month_day"),
    [
        ("XXXX-03-25", "--03-25"),
        ("XXXX-03-25?", "--03-25"),
        ("?XXXX-03-~25", "--03-25"),
        ("XXXX-02-29", "--02-29"),
        ("XXXX-12-XX", None),
        ("XXXX-03-2X", None),
        ("XXXX-XX-25", None),
        ("XXXX-03", None),
        ("XXXX-21", None),
        ("XXXX", None),
        ("XXXX-03-24/XXXX-03-26", None),
        ("[XXXX-03-24,XXXX-03-26]", None),
    ],
)
def test_a_date_without_a_year_never_gets_one(text: str, month_day: str | None) -> None:
    value = Edtf.parse(text)

    assert (value.earliest, value.latest) == (None, None)
    assert (value.start, value.end) == (Limit.UNKNOWN, Limit.UNKNOWN)
    assert value.month_day == month_day
    assert value.level == 2


def test_a_date_with_any_digit_of_its_year_is_no_month_and_day_alone() -> None:
    assert Edtf.parse("202X-03-25").month_day is None
    assert Edtf.parse("2021-03-25").month_day is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1985/..", Limit.DAY, Limit.OPEN),
        ("1985/", Limit.DAY, Limit.UNKNOWN),
        ("../1985", Limit.OPEN, Limit.DAY),
        ("/1985", Limit.UNKNOWN, Limit.DAY),
        ("[..1985]", Limit.OPEN, Limit.DAY),
        ("{1985..}", Limit.DAY, Limit.OPEN),
        ("[..1985,XXXX-03]", Limit.OPEN, Limit.UNKNOWN),
    ],
)
def test_an_open_end_and_an_unknown_end_stay_apart(text: str, start: Limit, end: Limit) -> None:
    value = Edtf.parse(text)

    assert (value.start, value.end) == (start, end)
    assert not value.beyond_calendar


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("-1985", 1),
        ("-0043-03-15", 1),
        ("-20XX", 1),
        ("-1X00", 2),
        ("-XXXX", 2),
        ("-1950S2", 2),
        ("0000", 0),
        ("Y170000002", 1),
        ("Y-170000002", 1),
        ("Y-17E7", 2),
        ("Y171010000S3", 2),
        ("Y3388E2S3", 2),
        ("Y" + "9" * 150 + "E99S3", 2),
    ],
)
def test_a_year_outside_1_to_9999_has_no_bounds_and_says_so(text: str, level: int) -> None:
    value = Edtf.parse(text)

    assert (value.earliest, value.latest) == (None, None)
    assert (value.start, value.end) == (Limit.BEYOND, Limit.BEYOND)
    assert value.beyond_calendar
    assert value.level == level


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Y171010000S3", 171000000, 171999999),
        ("Y3388E2S3", 338000, 338999),
        ("Y-17E7", -170000000, -170000000),
        ("-1950S2", -1999, -1900),
        ("-20XX", -2099, -2000),
        ("-000X", -9, -1),
        ("-1X00", -1900, -1000),
        ("-X000", -9000, -1000),
        ("000X", 0, 9),
    ],
)
def test_years_outside_the_calendar_are_still_counted_right(
    text: str, first: int, last: int
) -> None:
    single = Edtf.parse(text).single

    assert single is not None
    assert (single.start.ymd, single.end.ymd) == ((first, 1, 1), (last, 12, 31))


def test_a_decade_around_the_year_1_has_a_bound_on_one_side() -> None:
    value = Edtf.parse("000X")

    assert (value.start, value.earliest) == (Limit.BEYOND, None)
    assert (value.end, value.latest) == (Limit.DAY, date(9, 12, 31))


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2004-06-11", False, False),
        ("1984?", True, False),
        ("1984~", False, True),
        ("1984%", True, True),
        ("2004-06~-11", False, True),
        ("?2004-06-~11", True, True),
        ("1984?/2004-06", True, False),
        ("1984/2004-06~", False, True),
        ("[1984,1990%]", True, True),
        ("2001-23~", False, True),
    ],
)
def test_qualifiers_are_kept_apart_from_bounds(
    text: str,
    uncertain: bool,  # noqa: FBT001 (a column of the table)
    approximate: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    value = Edtf.parse(text)
    unqualified = Edtf.parse("".join(sign for sign in text if sign not in "?~%"))

    assert (value.uncertain, value.approximate) == (uncertain, approximate)
    assert (value.earliest, value.latest) == (unqualified.earliest, unqualified.latest)


@pytest.mark.parametrize(
    ("text", "kind", "members"),
    [
        ("1985", Kind.DATE, 1),
        ("1985/1986", Kind.INTERVAL, 1),
        ("[1667,1668,1670..1672]", Kind.ONE_OF, 3),
        ("{1960,1961-12}", Kind.ALL_OF, 2),
    ],
)
def test_one_of_a_set_is_not_all_of_it(text: str, kind: Kind, members: int) -> None:
    value = Edtf.parse(text)

    assert value.kind is kind
    assert len(value.stretches) == members
    assert (value.single is not None) == (kind is Kind.DATE)


# text, offset where reading stops, what is wrong
REFUSED = [
    ("", 0, "nothing is written"),
    ("25 March", 0, "a year of four digits"),
    ("--03-25", 1, "a year of four digits"),
    ("198", 0, "a year of four digits"),
    ("19850", 4, "'0' is not expected here"),
    ("1985-4-12", 5, "a month of two digits"),
    ("1985-04-1", 8, "a day of two digits"),
    ("1985-04-123", 8, "a day of two digits"),
    ("1985-13", 5, "there is no month 13"),
    ("1985-00", 5, "there is no month 00"),
    ("1985-42", 5, "there is no month 42"),
    ("1985-2X", 5, "there is no month 2X"),
    ("1985-04-00", 8, "there is no day 00"),
    ("1985-04-32", 8, "there is no day 32"),
    ("1985-04-4X", 8, "there is no day 4X"),
    ("1985-04-31", 0, "there is no day 1985-04-31"),
    ("1985-02-29", 0, "there is no day 1985-02-29"),
    ("2022-02-3X", 0, "there is no day 2022-02-3X"),
    ("XXXX-02-30", 0, "there is no day XXXX-02-30"),
    ("XXX1-02-29", 0, "there is no day XXX1-02-29"),
    ("1985-21-05", 7, "'-' is not expected here"),
    ("1985??", 5, "'?' is not expected here"),
    ("1985-04-12T24:00:00", 10, "'T' is not expected here"),
    ("1985-04-12T10:00", 10, "'T' is not expected here"),
    ("1985-04-12T23:20:30.5", 19, "'.' is not expected here"),
    ("1985-04-12T23:20:30-00:00", 19, "'-' is not expected here"),
    ("1985-04-12?T10:00:00", 11, "'T' is not expected here"),
    ("1985-04-XXT10:00:00", 10, "'T' is not expected here"),
    ("1985-04-12T10:00:00/1986", 0, "a time of day stands only with a date on its own"),
    ("1985/1986-01-01T10:00:00Z", 0, "a time of day stands only with a date on its own"),
    ("[1985-04-12T10:00:00]", 1, "a time of day stands only with a date on its own"),
    ("-0000", 0, "year 0 has no sign"),
    ("+1985", 0, "a year of four digits"),
    ("1985S5", 4, "1 to 4 digits can be significant"),
    ("1985S0", 4, "1 to 4 digits can be significant"),
    ("198XS2", 4, "'S' is not expected here"),
    ("1950S2-03", 6, "'-' is not expected here"),
    ("Y1985", 0, "Y is for years of more than four digits"),
    ("Y019850", 0, "does not begin with 0"),
    ("Y", 1, "a number is expected after Y"),
    ("Y17E100", 0, "an exponent above 99"),
    ("Y17000-03", 6, "'-' is not expected here"),
    ("2008/1964", 0, "it ends before it starts"),
    ("-0043/-0044", 0, "it ends before it starts"),
    ("[1672..1670]", 1, "it ends before it starts"),
    ("/", 0, "a date at one end at least"),
    ("../..", 0, "a date at one end at least"),
    ("..", 2, "'/' and a date are expected"),
    ("1985/1986/1987", 9, "'/' is not expected here"),
    ("?../1985", 1, "a year of four digits"),
    ("[]", 1, "a year of four digits"),
    ("[..]", 3, "a year of four digits"),
    ("[1985", 5, "a comma or the closing bracket"),
    ("[1985}", 5, "a comma or the closing bracket"),
    ("[1985, 1986]", 6, "a year of four digits"),
    ("[1984,..1985]", 6, "only the first member"),
    ("[1984..,1985]", 8, "only the last member"),
    ("[1984/1985]", 5, "a comma or the closing bracket"),
    ("[1985]x", 6, "'x' is not expected here"),
    ("[[1985]]", 1, "a year of four digits"),
    ("1985 ", 4, "' ' is not expected here"),
    ("\N{ARABIC-INDIC DIGIT ONE}985", 0, "a year of four digits"),
    ("2021\N{EN DASH}03", 4, "is not expected here"),
    ("9" * (LONGEST + 1), LONGEST, f"longer than {LONGEST} characters"),
]


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED, ids=lambda cell: cell)
def test_a_text_that_is_no_date_is_refused_with_place_and_reason(
    text: str, position: int, reason: str
) -> None:
    with pytest.raises(EdtfError) as refusal:
        Edtf.parse(text)

    fault = refusal.value
    assert fault.text == text
    assert fault.position == position
    assert reason in fault.reason
    assert fault.hint
    assert fault.hint in str(fault)


def test_a_value_of_the_greatest_length_is_read() -> None:
    assert Edtf.parse("Y" + "9" * (LONGEST - 1)).beyond_calendar


def test_a_refusal_crosses_process_borders_whole() -> None:
    with pytest.raises(EdtfError) as refusal:
        Edtf.parse("25 March")

    copy = pickle.loads(pickle.dumps(refusal.value))  # noqa: S301 (made one line above)
    assert str(copy) == str(refusal.value)
    assert (copy.position, copy.hint) == (0, "write XXXX-03-25")


def test_a_refusal_of_a_very_long_text_does_not_repeat_it() -> None:
    with pytest.raises(EdtfError) as refusal:
        Edtf.parse("1985" * 10_000)

    assert len(str(refusal.value)) < 250
    assert "at most 200 characters" in str(refusal.value)


def test_an_error_without_a_hint_ends_with_its_place() -> None:
    assert str(EdtfError("x", 0, "why")) == "'x' is not an EDTF date: why (at offset 0)"


@pytest.mark.parametrize(
    "module", ["edtf", "edtf.bounds", "edtf.hints", "date"], ids=lambda name: f"kg.model.{name}"
)
def test_what_the_modules_show_of_themselves_is_true(module: str) -> None:
    outcome = doctest.testmod(import_module(f"kg.model.{module}"))

    assert outcome.attempted
    assert not outcome.failed
