"""One date: a year, perhaps with month or season, day and time, each perhaps qualified."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model.edtf.bounds import Bound, Limit
from kg.model.edtf.days import (
    DAYS,
    GROUPINGS,
    MONTHS,
    UNSPECIFIED,
    first_day,
    fitting,
    last_day,
)
from kg.model.edtf.year import Year, read_year

if TYPE_CHECKING:
    from kg.model.edtf.reader import Reader

SEASONS_OF_LEVEL_1: Final = ("21", "22", "23", "24")

_MARK: Final = re.compile(r"[?~%]")
_HYPHEN: Final = re.compile(r"-")
_TWO: Final = re.compile(r"[0-9X]{2}(?![0-9X])")
_TIME: Final = re.compile(
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"  # 60: a leap second; bounds are days
    r"(Z|(?!-00(?::00)?(?![0-9:]))[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?"
)
_LEVEL_1_UNSPECIFIED: Final = re.compile(
    r"-?([0-9]{3}X|[0-9]{2}XX|[0-9]{4}-XX|[0-9]{4}-[0-9]{2}-XX|[0-9]{4}-XX-XX)"
)


@dataclass(frozen=True, slots=True)
class Single:
    """One date, as written and as bounds.

    Attributes:
        year: the years it can mean.
        month: two digits as written: a month, a pattern such as 1X, or a grouping 21 to 41.
        day: two digits as written, or a pattern such as 2X.
        time: as written, from the letter T on. Bounds are days: the civil day as written,
            never moved into another zone.
        marks: the qualifiers before and after each component, in the order of the text.
        start: the earliest day that fits.
        end: the latest day that fits.
    """

    year: Year
    month: str
    day: str
    time: str
    marks: tuple[str, ...]
    start: Bound
    end: Bound

    @property
    def plain(self) -> str:
        """The date without qualifiers and time."""
        return "-".join(part for part in (self.year.text, self.month, self.day) if part)

    @property
    def unspecified(self) -> bool:
        """Whether any digit is an X."""
        return UNSPECIFIED in self.plain

    @property
    def uncertain(self) -> bool:
        """Whether any part of it is qualified by ? or %."""
        return any(mark in ("?", "%") for mark in self.marks)

    @property
    def approximate(self) -> bool:
        """Whether any part of it is qualified by ~ or %."""
        return any(mark in ("~", "%") for mark in self.marks)

    @property
    def level(self) -> int:
        """The EDTF level of the richest feature used."""
        levels = [self.year.level]
        if self.month in GROUPINGS:
            levels.append(1 if self.month in SEASONS_OF_LEVEL_1 else 2)
        if self.unspecified:
            levels.append(1 if _LEVEL_1_UNSPECIFIED.fullmatch(self.plain) else 2)
        if any(self.marks):
            levels.append(2 if any(self.marks[:-1]) else 1)
        return max(levels)

    @property
    def month_day(self) -> str | None:
        """The xsd:gMonthDay, such as --03-25, where day and month are given but no year is."""
        given = self.day and UNSPECIFIED not in self.month + self.day
        return f"--{self.month}-{self.day}" if given and not self.year.known else None


def read_single(reader: Reader) -> Single:
    """Read the date that stands at the cursor, or raise EdtfError."""
    begin = reader.at
    marks = [reader.take(_MARK)]
    year = read_year(reader)
    marks.append(reader.take(_MARK))
    month = day = time = ""
    if not year.alone and reader.take(_HYPHEN):
        month = _read_part(reader, marks, "month", MONTHS)
        if month not in GROUPINGS and reader.take(_HYPHEN):
            day = _read_part(reader, marks, "day", DAYS)
            if not any(marks) and UNSPECIFIED not in reader.text[begin : reader.at]:
                time = reader.take(_TIME)
    start, end = _bounds(reader, begin, year, month, day)
    return Single(year, month, day, time, tuple(marks), start, end)


def _read_part(reader: Reader, marks: list[str], name: str, numbers: range) -> str:
    """Read a month or a day with its qualifiers, which are added to `marks`."""
    marks.append(reader.take(_MARK))
    begin = reader.at
    pattern = reader.expect(_TWO, f"a {name} of two digits is expected here")
    if not fitting(pattern, numbers) and not (name == "month" and pattern in GROUPINGS):
        raise reader.fault(f"there is no {name} {pattern}", begin)
    marks.append(reader.take(_MARK))
    return pattern


def _bounds(reader: Reader, begin: int, year: Year, month: str, day: str) -> tuple[Bound, Bound]:
    """Return the first and last day that exist; both unknown where no digit of the year is."""
    months = GROUPINGS.get(month) or (fitting(month, MONTHS) if month else MONTHS)
    days = fitting(day, DAYS) if day else DAYS
    first, last = first_day(year.years, months, days), last_day(year.years, months, days)
    if first is None or last is None:
        raise reader.fault(
            f"there is no day {year.text}-{month}-{day}",
            begin,
            "check the day of the month; write XX for a day that is not given",
        )
    if not year.known:
        return Bound(Limit.UNKNOWN), Bound(Limit.UNKNOWN)
    return Bound.at(first), Bound.at(last)
