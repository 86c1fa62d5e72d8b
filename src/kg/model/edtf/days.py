"""Which days fit a pattern of digits, in any year at all (proleptic Gregorian calendar)."""

from __future__ import annotations

from calendar import isleap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model.edtf.bounds import Ymd

MONTHS: Final = range(1, 13)
DAYS: Final = range(1, 32)
FEBRUARY: Final = 2
LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNSPECIFIED: Final = "X"

# ISO 8601-2:2019, 4.8. Quarters, quadrimesters and semestrals are exact. A season is only
# known to be part of the year it is written with: where it begins depends on the hemisphere
# and on the custom of the place, so every narrower bound would be invented.
GROUPINGS: Final = {
    **{str(code): MONTHS for code in range(21, 33)},
    **{str(33 + n): range(1 + 3 * n, 4 + 3 * n) for n in range(4)},
    **{str(37 + n): range(1 + 4 * n, 5 + 4 * n) for n in range(3)},
    **{str(40 + n): range(1 + 6 * n, 7 + 6 * n) for n in range(2)},
}


def month_length(year: int, month: int) -> int:
    """Return the number of days; `year` may be zero or negative."""
    return 29 if month == FEBRUARY and isleap(year) else LENGTHS[month - 1]


def fits(number: int, pattern: str) -> bool:
    """Return whether a number, written with as many digits as `pattern`, fits it."""
    digits = f"{number:0{len(pattern)}d}"
    return all(
        wanted in (UNSPECIFIED, digit) for wanted, digit in zip(pattern, digits, strict=True)
    )


def fitting(pattern: str, numbers: range) -> tuple[int, ...]:
    """Return those of `numbers` that fit `pattern`, in their order."""
    if UNSPECIFIED not in pattern:
        return (int(pattern),) if int(pattern) in numbers else ()
    return tuple(number for number in numbers if fits(number, pattern))


def first_day(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Ymd | None:
    """Return the earliest day that exists; None if there is none. All three must ascend."""
    return _first_that_exists(years, months, days)


def last_day(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Ymd | None:
    """Return the latest day that exists; None if there is none. All three must ascend."""
    return _first_that_exists(reversed(years), months[::-1], days[::-1])


def _first_that_exists(
    years: Iterable[int], months: Sequence[int], days: Sequence[int]
) -> Ymd | None:
    """Return the first day that exists, in the order given.

    Years are tried until one has the day: at most ten thousand, and more than a few only for
    29 February. Any other day exists in the first year tried, or in none.
    """
    candidates = (
        (year, month, day)
        for year in years
        for month in months
        for day in days
        if day <= month_length(year, month)
    )
    return next(candidates, None)
