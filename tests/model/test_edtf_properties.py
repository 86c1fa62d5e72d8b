"""What holds of every EDTF value, whatever is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.edtf import Edtf, EdtfError, Limit, certain, in_words, possible

MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
SIGNS = "0123456789X-/.[]{},?~%YESTZ:+ "


@st.composite
def masked(draw: st.DrawFn) -> tuple[date, str]:
    """A day, and its ISO text with some digits hidden."""
    day = draw(st.dates())
    hidden = draw(st.lists(st.booleans(), min_size=10, max_size=10))
    signs = [
        "X" if hide and sign != "-" else sign
        for sign, hide in zip(day.isoformat(), hidden, strict=True)
    ]
    return day, "".join(signs)


@st.composite
def singles(draw: st.DrawFn) -> str:
    """A date with hidden digits, cut off at random and qualified at random."""
    _, text = draw(masked())
    parts = text.split("-")[: draw(st.integers(1, 3))]
    plain_month = len(parts) == 2 and draw(st.booleans())
    if plain_month:
        parts[1] = str(draw(st.integers(21, 41)))
    return "-".join(f"{draw(MARKS)}{part}{draw(MARKS)}" for part in parts)


long_years = st.builds(
    "Y{}{}E{}".format, st.sampled_from(["", "-"]), st.integers(1, 10**9), st.integers(0, 99)
)
ends = st.one_of(singles(), st.sampled_from(["", ".."]))
intervals = st.builds("{}/{}".format, ends, ends)
sets = st.builds(
    lambda members, brackets, before, after: (
        brackets[0] + before + ",".join(members) + after + brackets[1]
    ),
    st.lists(singles(), min_size=1, max_size=5),
    st.sampled_from(["[]", "{}"]),
    st.sampled_from(["", ".."]),
    st.sampled_from(["", ".."]),
)
expressions = st.one_of(singles(), long_years, intervals, sets)
days = st.none() | st.dates()


def parsed(text: str) -> Edtf | None:
    try:
        return Edtf.parse(text)
    except EdtfError:
        return None


@given(masked())
@settings(deadline=None)
def test_a_day_lies_within_the_bounds_of_every_pattern_it_fits(case: tuple[date, str]) -> None:
    day, pattern = case
    value = Edtf.parse(pattern)

    if pattern.startswith("XXXX"):
        assert (value.earliest, value.latest) == (None, None)
    elif value.start is Limit.DAY:
        assert value.earliest is not None
        assert value.earliest <= day
    if value.end is Limit.DAY:
        assert value.latest is not None
        assert day <= value.latest


@cache
def two_centuries() -> list[str]:
    first = date(1900, 1, 1)
    return [(first + timedelta(days=n)).isoformat() for n in range((date(2100, 1, 1) - first).days)]


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), hidden=st.tuples(*[st.booleans()] * 6))
@settings(max_examples=40, deadline=None)
def test_bounds_are_what_trying_every_day_gives(day: date, hidden: tuple[bool, ...]) -> None:
    digits = day.isoformat().replace("-", "")
    masks = (False, False, *hidden)
    signs = ["X" if hide else digit for digit, hide in zip(digits, masks, strict=True)]
    pattern = "{}{}{}{}-{}{}-{}{}".format(*signs)
    fits = re.compile(pattern.replace("X", "[0-9]")).fullmatch
    fitting = [candidate for candidate in two_centuries() if fits(candidate)]

    value = Edtf.parse(pattern)
    assert (str(value.earliest), str(value.latest)) == (fitting[0], fitting[-1])


@given(expressions)
@settings(deadline=None)
def test_every_value_keeps_its_text_and_has_ordered_bounds(text: str) -> None:
    value = parsed(text)

    if value is not None:
        assert value.text == text
        assert value == Edtf.parse(text)
        assert hash(value) == hash(Edtf.parse(text))
        assert value.level in (0, 1, 2)
        assert in_words(value)
        assert (value.earliest is None) == (value.start is not Limit.DAY)
        assert (value.latest is None) == (value.end is not Limit.DAY)
        if value.earliest and value.latest:
            assert value.earliest <= value.latest


@given(st.one_of(st.text(), st.text(SIGNS, max_size=40), expressions))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_is_a_value_or_a_refusal_with_a_hint(text: str) -> None:
    try:
        assert Edtf.parse(text).text == text
    except EdtfError as fault:
        assert 0 <= fault.position <= len(text)  # noqa: PT017 (a value is as good)
        assert fault.reason  # noqa: PT017
        assert fault.hint  # noqa: PT017


@given(expressions, days, days)
@settings(deadline=None)
def test_what_is_certain_is_possible(text: str, start: date | None, end: date | None) -> None:
    value = parsed(text)
    if value is not None and value.is_within(start, end):
        assert value.may_be_within(start, end)


@given(
    bounds=st.tuples(st.dates(), st.dates()).map(sorted),
    period=st.tuples(st.dates(), st.dates()).map(sorted),
    day=st.dates(),
)
@settings(deadline=None)
def test_the_two_questions_agree_with_every_day_there_is(
    bounds: list[date], period: list[date], day: date
) -> None:
    if bounds[0] <= day <= bounds[1] and period[0] <= day <= period[1]:
        assert possible(*bounds, *period)
    if certain(*bounds, *period) and bounds[0] <= day <= bounds[1]:
        assert period[0] <= day <= period[1]
    assert possible(*bounds, *period) == (max(bounds[0], period[0]) <= min(bounds[1], period[1]))
