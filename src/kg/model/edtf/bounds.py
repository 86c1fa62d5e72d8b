"""The first and last day a date can mean, and the two questions asked of them.

One rule serves Python, the search index and SPARQL alike: a date takes part in a filter only
through its two bounds (`cp:earliest`, `cp:latest`), each of which may be missing.

>>> possible(None, date(2026, 1, 13), date(2020, 1, 1), date(2020, 12, 31))
True
>>> certain(None, date(2026, 1, 13), date(2020, 1, 1), date(2020, 12, 31))
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kg.model.edtf.days import month_length

if TYPE_CHECKING:
    from collections.abc import Sequence

Day: TypeAlias = date
"""A day of the proleptic Gregorian calendar, years 1 to 9999; the civil day as written."""

Ymd: TypeAlias = tuple[int, int, int]
"""Year, month, day of any year at all; year 0 is 1 BC (ISO 8601-1:2019, 4.2.2)."""


class Limit(StrEnum):
    """What a date has at one of its sides; only `DAY` comes with a day."""

    DAY = "day"
    OPEN = "open"  # "..": no limit is stated
    UNKNOWN = "unknown"  # there is one, but it is not given: an empty interval end, a year XXXX
    BEYOND = "beyond"  # it is given, but lies outside the years 1 to 9999


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a date: `ymd` is set where the limit is `DAY` or `BEYOND`."""

    limit: Limit
    ymd: Ymd | None = None

    @classmethod
    def at(cls, ymd: Ymd) -> Bound:
        """Return the bound that lies on a given day."""
        within = MINYEAR <= ymd[0] <= MAXYEAR
        return cls(Limit.DAY if within else Limit.BEYOND, ymd)

    @property
    def day(self) -> Day | None:
        """The day, or None where there is none to compare with."""
        return date(*self.ymd) if self.limit is Limit.DAY and self.ymd else None


def earliest_of(bounds: Sequence[Bound]) -> Bound:
    """Return the earliest; one that is open or unknown comes before any day."""
    return _without_day(bounds) or min(bounds, key=_order)


def latest_of(bounds: Sequence[Bound]) -> Bound:
    """Return the latest; one that is open or unknown comes after any day."""
    return _without_day(bounds) or max(bounds, key=_order)


def _without_day(bounds: Sequence[Bound]) -> Bound | None:
    """Return the first bound that is open, else the first that is unknown."""
    vague = [bound for bound in bounds if bound.ymd is None]
    return min(vague, key=lambda bound: bound.limit is not Limit.OPEN, default=None)


def _order(bound: Bound) -> Ymd:
    """Return what bounds with a day are compared by."""
    return bound.ymd or (0, 0, 0)


def possible(earliest: Day | None, latest: Day | None, start: Day | None, end: Day | None) -> bool:
    """Return whether the bounds leave room for a day in the period `start` to `end`.

    All four are inclusive. A missing bound excludes nothing, a missing side of the period asks
    nothing. The same in SPARQL, after ``OPTIONAL { ?date cp:earliest ?earliest }`` and
    ``OPTIONAL { ?date cp:latest ?latest }``::

        FILTER(!BOUND(?earliest) || ?earliest <= ?end)
        FILTER(!BOUND(?latest) || ?latest >= ?start)
    """
    begins_after = earliest is not None and end is not None and earliest > end
    ends_before = latest is not None and start is not None and latest < start
    return not (begins_after or ends_before)


def certain(earliest: Day | None, latest: Day | None, start: Day | None, end: Day | None) -> bool:
    """Return whether both bounds are known and lie in the period `start` to `end`.

    All four are inclusive. Both bounds must be known even where one side of the period is open:
    what is certain is certain in full. The same in SPARQL, the bounds not being optional::

        FILTER(?earliest >= ?start)
        FILTER(?latest <= ?end)

    Whatever is certain is also possible. Qualifiers (``?``, ``~``) do not weaken the answer:
    they are the author's doubt about the date and are shown beside it.
    """
    if earliest is None or latest is None:
        return False
    return (start is None or earliest >= start) and (end is None or latest <= end)


def recurs_within(month_day: str, start: Day | None, end: Day | None) -> bool:
    """Return whether a day without a year, such as --03-25, occurs from `start` to `end`.

    Sharper than `possible`, which knows no more than that the bounds are missing: no 25 March
    lies in April 2021. It is for showing, and no part of the filters shared with SPARQL.
    """
    if start is None or end is None:
        return True
    month, day = int(month_day[2:4]), int(month_day[5:7])
    return any(
        (start.year, start.month, start.day) <= (year, month, day) <= (end.year, end.month, end.day)
        for year in range(start.year, end.year + 1)
        if day <= month_length(year, month)
    )
