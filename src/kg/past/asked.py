"""Which moment somebody means: a revision number, a day or an instant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

from kg.errors import BadParameterError

if TYPE_CHECKING:
    from kg.ledger import Chronicle, Moment

_NUMBER: Final = re.compile(r"\d{1,15}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)


def moment_of(chronicle: Chronicle, text: str, *, now: datetime) -> Moment:
    """Return the moment a text names; a day means its end, UTC.

    Raises:
        BadParameterError: it names none, or one before the first event or after `now`.
    """
    if _NUMBER.fullmatch(text):
        return chronicle.by_number(int(text))
    return chronicle.by_time(_instant(text), now=now)


def _instant(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # there is no such day or hour
    raise BadParameterError(
        f"“{text}” is no revision, day or instant",
        where="asOf",
        hint="write 12, 2026-11-21 (its end, UTC) or 2026-11-21T10:30:00Z",
    )
