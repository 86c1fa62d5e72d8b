"""Instants as the ledger writes them: UTC, always six decimals, always a Z.

One fixed shape, so that texts sort as times do and the same instant has one spelling.

>>> write_instant(datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
'2026-11-21T09:30:00.000000Z'
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def write_instant(instant: datetime) -> str:
    """Return an instant's one spelling; raise ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("a time without a zone is not an instant")
    text = instant.astimezone(UTC).isoformat(timespec="microseconds")
    return text.removesuffix("+00:00") + "Z"


def read_instant(text: str) -> datetime:
    """Return the instant a text spells; raise ValueError for any other spelling."""
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{text!r} is not of the form 2026-11-21T09:30:00.000000Z")
    return datetime.fromisoformat(text)
