"""Cursors: where the next page begins, as opaque text that only fits the list it came from.

A cursor holds the key of the last thing shown, so a page stays right while things are added or
taken away; and a digest of the list, so that it is refused where it would skip things silently.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Final

from kg.errors import BadParameterError

_DIGEST: Final = 12


def write_cursor(key: str, of: Mapping[str, object]) -> str:
    """Return the cursor of the page after `key` in the list that `of` describes."""
    text = json.dumps([key, _digest(of)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, of: Mapping[str, object]) -> str:
    """Return the key a cursor holds.

    Raises:
        BadParameterError: it is no cursor of ours, or one of another list or other filters.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key, digest = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError) as error:
        raise _refused("this is not a cursor") from error
    if not isinstance(key, str) or digest != _digest(of):
        raise _refused("this cursor belongs to another list, or to other filters")
    return key


def _digest(of: Mapping[str, object]) -> str:
    text = json.dumps(of, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def _refused(detail: str) -> BadParameterError:
    return BadParameterError(
        detail,
        where="cursor",
        hint="take the “next” of the page before, with the same filters, or begin without a cursor",
    )
