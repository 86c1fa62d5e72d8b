"""Dates as uncertain as printed ones are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Choice

Json: TypeAlias = dict[str, Any]

FIRST: Final = date(2016, 1, 1)
DAYS: Final = 3650
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def any_day(random: Random) -> date:
    """Draw a day of the ten years the collection covers, the later ones more often."""
    return FIRST + timedelta(days=int(DAYS * random.random() ** 0.6))


def printed(day: date) -> str:
    """Return a day as papers print it without the year."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def uncertain(random: Random, day: date) -> Json:
    """Return how a source might give a day, with wording, EDTF and what had to be assumed."""
    return _KINDS.pick(random)(day)


def published(random: Random, day: date) -> Json | None:
    """Return how a page might give its date of publication; some do not."""
    kind = random.random()
    if kind < 0.75:
        return {"verbatim": f"{day.day} {MONTHS[day.month - 1]} {day.year}", "edtf": str(day)}
    if kind < 0.9:
        assumed = ["The page date is only an upper bound"]
        return {"verbatim": str(day), "edtf": f"[..{day}]", "assumed": assumed}
    return None if kind < 0.95 else _month(day)


def _day(day: date) -> Json:
    return {"verbatim": f"on {printed(day)}, {day.year}", "edtf": str(day)}


def _yearless(day: date) -> Json:
    return {"verbatim": f"on {printed(day)}", "edtf": f"XXXX-{day:%m-%d}"}


def _month(day: date) -> Json:
    return {"verbatim": f"in {MONTHS[day.month - 1]} {day.year}", "edtf": f"{day:%Y-%m}"}


def _year(day: date) -> Json:
    return {"verbatim": f"in {day.year}", "edtf": f"{day.year}"}


def _before(day: date) -> Json:
    return {"verbatim": f"by {printed(day)}, {day.year}", "edtf": f"[..{day}]"}


def _about(day: date) -> Json:
    return {"verbatim": f"around {printed(day)}, {day.year}", "edtf": f"{day}~"}


def _doubted(day: date) -> Json:
    assumed = ["The year is taken from the page"]
    return {
        "verbatim": f"last {MONTHS[day.month - 1]}",
        "edtf": f"{day:%Y-%m}?",
        "assumed": assumed,
    }


def _span(day: date) -> Json:
    end = day + timedelta(days=3)
    words = f"from {printed(day)} to {printed(end)}, {end.year}"
    return {"verbatim": words, "edtf": f"{day}/{end}"}


_KINDS: Final[Choice[Callable[[date], Json]]] = Choice(
    {
        _day: 45, _yearless: 15, _month: 12, _year: 6, _before: 6, _about: 5, _doubted: 5, _span: 6,
    }
)  # fmt: skip
