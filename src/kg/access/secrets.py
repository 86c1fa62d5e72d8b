"""The text of a key: `kg_<id>_<secret>`, made here, shown once, and known afterwards by its hash.

The secret is 32 random bytes, so a plain SHA-256 is enough: nobody can guess what it is of.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from kg.access.key import LONGEST_DAYS, USUAL_DAYS, Key, Scope
from kg.errors import BadParameterError

SECRET_BYTES: Final = 32
ID_BYTES: Final = 6

_TEXT: Final = re.compile(r"kg_([0-9a-f]{12})_[A-Za-z0-9_-]{43}", re.ASCII)


def issue(
    actor: str, scopes: Iterable[Scope], *, now: datetime, days: int = USUAL_DAYS
) -> tuple[Key, str]:
    """Return a new key and its text; nothing is kept anywhere.

    Args:
        actor: who the ledger will say wrote.
        scopes: what it allows, one at least.
        now: the present instant.
        days: how long it works, 1 to 366.

    Raises:
        BadParameterError: the actor, the scopes or the days are not such as a key has.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise BadParameterError(
            f"a key works for 1 to {LONGEST_DAYS} days, not {days}",
            where="days",
            hint="issue a new one when it expires",
        )
    key = Key(
        secrets.token_hex(ID_BYTES), actor, frozenset(scopes), now, now + timedelta(days=days)
    )
    return key, f"kg_{key.id}_{secrets.token_urlsafe(SECRET_BYTES)}"


def id_of(text: str) -> str | None:
    """Return which key a text says it is; None when it has not the form of a key."""
    found = _TEXT.fullmatch(text)
    return found[1] if found else None


def digest_of(text: str) -> str:
    """Return what is kept of a key's text: its SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
