"""When somebody judged, as an author writes it: a day, or a time with its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

HINT: Final = "write 2026-11-21 or 2026-11-21T10:00:00Z"

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})")


def instant(written: str) -> str | None:
    """Return a day or time as a UTC time ending in Z, None where it is neither.

    >>> instant("2026-11-21T12:00:00+02:00")
    '2026-11-21T10:00:00Z'
    """
    try:
        if _DAY.fullmatch(written):
            return f"{date.fromisoformat(written).isoformat()}T00:00:00Z"
        if _TIME.fullmatch(written):
            return spelled(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        pass
    return None


def spelled(moment: datetime) -> str:
    """Return an instant as such a time."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
