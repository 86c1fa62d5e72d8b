"""An EDTF value in English words, saying no more than the value does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model.edtf.bounds import Limit
from kg.model.edtf.days import GROUPINGS, UNSPECIFIED
from kg.model.edtf.grammar import Kind

if TYPE_CHECKING:
    from kg.model.edtf.bounds import Ymd
    from kg.model.edtf.grammar import Stretch
    from kg.model.edtf.single import Single
    from kg.model.edtf.value import Edtf

MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASON_NAMES: Final = ("spring", "summer", "autumn", "winter")
PLACES: Final = ("", "northern ", "southern ")
PARTS: Final = {
    33: ("quarter", ("first", "second", "third", "fourth")),
    37: ("four-month period", ("first", "second", "third")),
    40: ("half", ("first", "second")),
}
ANY: Final = "XX"
FIRST_YEAR_WRITTEN_PLAINLY: Final = 1000


def in_words(value: Edtf) -> str:
    """Return the value in words, such as "25 March, year unknown" for XXXX-03-25."""
    if value.kind is Kind.DATE or value.kind is Kind.INTERVAL:
        stretch = value.stretches[0]
        return _interval(stretch) if value.kind is Kind.INTERVAL else _member(stretch)
    members = "; ".join(_member(stretch) for stretch in value.stretches)
    if value.kind is Kind.ALL_OF:
        return f"all of: {members}"
    return members if len(value.stretches) == 1 else f"one of: {members}"


def _interval(stretch: Stretch) -> str:
    """Return an interval in words; an unknown end is told apart from an open one."""
    first, last = stretch.first, stretch.last
    if isinstance(last, Limit):
        tail = "on" if last is Limit.OPEN else "until an unknown end"
        return f"from {_end(first)} {tail}"
    if isinstance(first, Limit):
        head = "up to" if first is Limit.OPEN else "from an unknown start to"
        return f"{head} {_end(last)}"
    return f"from {_end(first)} to {_end(last)}"


def _member(stretch: Stretch) -> str:
    """Return one member of a set, or a date on its own."""
    first, last = stretch.first, stretch.last
    if isinstance(first, Limit):
        return f"{_preposition(last)} or before {_end(last)}"
    if isinstance(last, Limit):
        return f"{_preposition(first)} or after {_end(first)}"
    return _single(first) if first is last else f"{_end(first)} to {_end(last)}"


def _end(end: Single | Limit) -> str:
    """Return a date in words; an end without one was dealt with by the caller."""
    return "an unknown day" if isinstance(end, Limit) else _single(end)


def _preposition(end: Single | Limit) -> str:
    """Return what one says before a day, and before anything longer."""
    return "in" if isinstance(end, Limit) or not end.day else "on"


def _single(single: Single) -> str:
    """Return a date in words, with its qualifiers."""
    about = "about " if single.approximate else ""
    doubt = " (uncertain)" if single.uncertain else ""
    time = f", {single.time[1:]}" if single.time else ""
    return f"{about}{_plain(single)}{time}{doubt}"


def _plain(single: Single) -> str:
    """Return a date in words, without its qualifiers and time."""
    part = _part_of_year(single.month, single.day)
    if part is None or (single.year.known and single.year.years[0] != single.year.years[-1]):
        return _from_to(single)
    if not single.year.known:
        return f"{part}, year unknown" if part else "year unknown"
    year = _year(single.year.years[0])
    if not part:
        return year
    of = " in " if single.month == ANY else " of " if single.month >= "33" else " "
    return f"{part}{of}{year}"


def _part_of_year(month: str, day: str) -> str | None:
    """Return month and day in words; None where only the bounds can say it."""
    if month in GROUPINGS:
        return _grouping(int(month))
    if month == ANY and day in ("", ANY):
        return "a day" if day else "a month"
    if UNSPECIFIED in month or (UNSPECIFIED in day and day != ANY):
        return None
    name = MONTH_NAMES[int(month) - 1] if month else ""
    if day == ANY:
        return f"a day in {name}"
    return f"{int(day)} {name}" if day else name


def _grouping(code: int) -> str:
    """Return a season, quarter, quadrimester or semestral in words."""
    if code < min(PARTS):
        place, season = divmod(code - 21, len(SEASON_NAMES))
        return PLACES[place] + SEASON_NAMES[season]
    begin = max(start for start in PARTS if start <= code)
    name, ordinals = PARTS[begin]
    return f"{ordinals[code - begin]} {name}"


def _from_to(single: Single) -> str:
    """Return the bounds in words; the date as written where it has none."""
    if not single.month:
        return f"between {_year(single.year.years[0])} and {_year(single.year.years[-1])}"
    first, last = single.start.ymd, single.end.ymd
    return f"between {_day(first)} and {_day(last)}" if first and last else single.plain


def _day(ymd: Ymd) -> str:
    """Return a day in words."""
    year, month, day = ymd
    return f"{day} {MONTH_NAMES[month - 1]} {_year(year)}"


def _year(year: int) -> str:
    """Return a year in words; astronomical year 0 is 1 BC."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= FIRST_YEAR_WRITTEN_PLAINLY else f"AD {year}"
