"""Our bounds beside those of PyPI `edtf`: the same where it is right, and where it is not.

The second table is why there is a module of our own (docs/decisions/0004-own-edtf.md). A row
that begins to fail there means that the library was mended: look again.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.edtf import Edtf, EdtfError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar warns while pyparsing builds it
    import edtf

PLAIN = [
    *("1985-04-12", "1985-04", "1985", "2000-02", "1900-02", "1985-04-12T23:20:30+04:30"),
    *("1964/2008", "2004-06/2006-08", "2004-02-01/2005", "2005/2006-02"),
    *("1984?", "2004-06~", "2004-06-11%", "201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX"),
    *("1985-02-XX", "1984-02-XX", "1984~/2004-06", "1984-06-02?/2004-08-08~"),
    *("2001-33", "2001-34", "2001-36", "2001-37", "2001-39", "2001-40", "2001-41"),
    *("[1667,1668,1670..1672]", "[1667,1760-12]", "{1960,1961-12}", "{1667,1668,1670..1672}"),
    *("2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11"),
    *("156X-12-25", "15XX-12-25", "1XXX-XX", "1XXX-12", "1984-XX-31", "1X32"),
    *("2004-06-XX/2004-07-03", "2004-06-~01/2004-06-~20"),
]

# text, what the library says, what is wrong with it
WRONG = [
    ("XXXX-03-25", "0000-03-25 9999-03-25", "gives a year to a date that has none"),
    ("XXXX-12-XX", "0000-12-01 9999-12-31", "the same"),
    ("XXXX-02-30", "0000-02-30 9999-02-30", "accepts a day no calendar has"),
    ("20XX-02-29", "2000-02-29 2099-02-29", "2099 has no 29 February"),
    ("190X-02-29", "1900-02-29 1909-02-29", "nor have 1900 and 1909"),
    ("2022-03-2X", "ValueError ValueError", "accepts it, then cannot bound it"),
    ("2022-02-3X", "ValueError ValueError", "accepts it, and there is no such day"),
    ("1984-1X", "AttributeError", "cannot read an example of the specification"),
    ("[..2026-01-13]", "-inf 2026-01-13", "an open end is a float among struct_time"),
    ("[1760-12..]", "1760-12-01 inf", "the same"),
    ("1985/..", "1985-01-01 inf", "the same"),
    ("1985/", "1985-01-01 1995-01-01", "invents an end, ten years on"),
    ("/1985", "1975-12-31 1985-12-31", "invents a start, ten years before"),
    ("2008/1964", "2008-01-01 1964-12-31", "ends before it starts"),
    ("1950S2", "1950-01-01 1950-12-31", "its strict bounds take every digit as significant"),
    ("2001-21", "2001-03-01 2001-05-31", "a northern spring; no hemisphere is given"),
    ("2001-24", "2001-12-01 2001-12-31", "a winter of one month"),
]


def theirs(text: str) -> str:
    """Return their bounds as text, or the name of what was raised."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            value = edtf.parse_edtf(text)
        except Exception as error:  # noqa: BLE001 (whatever it is, its name is the answer)
            return type(error).__name__
        return " ".join(bound(end) for end in (value.lower_strict, value.upper_strict))


def bound(end: object) -> str:
    try:
        moment = end()  # type: ignore[operator]
        return (
            "{:04}-{:02}-{:02}".format(*moment[:3]) if hasattr(moment, "tm_year") else str(moment)
        )
    except ValueError as error:
        return type(error).__name__


def ours(text: str) -> str:
    value = Edtf.parse(text)
    return f"{value.earliest} {value.latest}"


@pytest.mark.parametrize("text", PLAIN)
def test_plain_values_have_the_bounds_another_library_gives(text: str) -> None:
    assert ours(text) == theirs(text)


@settings(max_examples=20, deadline=None)  # theirs takes 10 ms a date
@given(st.dates(date(1000, 1, 1), date(9990, 1, 1)), st.timedeltas(timedelta(), timedelta(3000)))
def test_random_days_months_and_intervals_have_the_bounds_another_library_gives(
    day: date, length: timedelta
) -> None:
    for text in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}-XX", f"{day}/{day + length}"):
        assert ours(text) == theirs(text)


@pytest.mark.parametrize(("text", "bounds", "fault"), WRONG, ids=[row[0] for row in WRONG])
def test_where_the_other_library_is_wrong_we_differ(text: str, bounds: str, fault: str) -> None:
    assert theirs(text) == bounds, f"no longer true of the library: {fault}"
    try:
        assert ours(text) != bounds
    except EdtfError as refusal:
        assert refusal.hint  # noqa: PT017 (a refusal is a difference too)
