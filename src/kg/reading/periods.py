"""Periods to filter by: EDTF in, days and moments out.

A date is written as in records (`2026-03-25`, `2021-11`, `2021?`): as the beginning of a period it
stands for its first possible day, as the end for its last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from kg.errors import BadParameterError
from kg.model.edtf import Edtf, EdtfError

UNCERTAIN: Final = ("situation", "said", "published")
"""The clocks of which a source may leave open what they show."""

CLOCKS: Final = (*UNCERTAIN, "recorded")

_MOMENT: Final = re.compile(r".*T.*", re.DOTALL)
_LAST: Final = "T23:59:59.999999Z"


def in_days(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return filters with the bounds of their periods as days; of the recorded clock as moments.

    Raises:
        BadParameterError: a bound is no EDTF date, or has no first or last day.
    """
    found = dict(given)
    for clock in CLOCKS:
        for end in ("from", "to"):
            name = f"{clock}_{end}"
            if text := given.get(name):
                found[name] = _bound(name, text, exact=clock == "recorded")
    return found


def check_order(terms: Mapping[str, Any]) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        BadParameterError: one does.
    """
    for clock in CLOCKS:
        first, last = terms.get(f"{clock}_from"), terms.get(f"{clock}_to")
        if first and last and first > last:
            raise BadParameterError(
                f"the period ends ({last}) before it begins ({first})",
                where=f"{clock}_to",
                hint=f"give the earlier day as {clock}_from",
            )


def _bound(name: str, text: str, *, exact: bool) -> str:
    if exact and _MOMENT.fullmatch(text):
        return text  # the query's own type says whether it is one
    ends = name.endswith("_to")
    day = _day(name, text, last=ends)
    return f"{day}{_LAST}" if exact and ends else day.isoformat()


def _day(name: str, text: str, *, last: bool) -> date:
    try:
        dated = Edtf.parse(text)
    except EdtfError as error:
        raise BadParameterError(
            f"“{text}” does not fit “{name}”: it is no date",
            where=name,
            hint="write a day, such as 2026-03-25, or EDTF, such as 2021-11",
        ) from error
    day = dated.latest if last else dated.earliest
    if day is None:
        raise BadParameterError(
            f"“{text}” has no {'last' if last else 'first'} day that is known",
            where=name,
            hint="give a year; for a day of any year: kg ask attributions/on-day-of-any-year",
        )
    return day
