"""How sure a date is, and which days it may be: what the timeline draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from kg.model.views import DateView

Sure: TypeAlias = Literal["exact", "part", "none"]

_WITHOUT_YEAR = "XXXX-"
_DAY = "XXXX-MM-DD"


@dataclass(frozen=True, slots=True)
class Extent:
    """When something was said, as far as that is known, as years with a fraction.

    `sure`: a day; something short of a day; nothing. `first` and `last` are None where a side is
    open. `each_year` is the place within any year of a day whose year is not known.
    """

    sure: Sure
    first: float | None = None
    last: float | None = None
    each_year: float | None = None


def extent(said: DateView | None) -> Extent:
    """Return what is known of a date; no year is filled in."""
    if said is None:
        return Extent("none")
    if said.earliest and said.earliest == said.latest:
        return Extent("exact", place(said.earliest), place(said.latest))
    yearly = _each_year(said.edtf or "")
    if yearly is None and not said.earliest and not said.latest:
        return Extent("none")
    return Extent(
        "part",
        place(said.earliest) if said.earliest else None,
        place(said.latest) if said.latest else None,
        yearly,
    )


def place(day: str) -> float:
    """Return a day, `YYYY-MM-DD`, as a year with a fraction."""
    found = date.fromisoformat(day)
    first = date(found.year, 1, 1)
    days = (date(found.year, 12, 31) - first).days + 1
    return found.year + (found - first).days / days


def years(extents: list[Extent]) -> tuple[int, int] | None:
    """Return the first year of any known bound and the year after the last; None without any."""
    known = [bound for each in extents for bound in (each.first, each.last) if bound is not None]
    return (int(min(known)), int(max(known)) + 1) if known else None


def candidates(found: Extent, span: tuple[int, int]) -> Iterator[float]:
    """Yield where a day whose year is not known may lie within a span of years."""
    if found.each_year is None:
        return
    for year in range(*span):
        day = year + found.each_year
        if (found.first or span[0]) <= day <= (found.last or span[1]):
            yield day


def _each_year(edtf: str) -> float | None:
    """Return where in a year `XXXX-03-25` lies; None for anything else."""
    if not edtf.startswith(_WITHOUT_YEAR) or len(edtf) != len(_DAY) or "X" in edtf[5:]:
        return None
    # A leap year has every day there is.
    return place(f"2000-{edtf[5:]}") - 2000
