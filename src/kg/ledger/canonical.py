"""The one spelling of JSON (RFC 8785), as quickly as Python's own writer can be trusted with it.

For most documents the two agree to the byte. They write some numbers differently, and order the
names of fields differently beyond the first plane; such documents are left to `rfc8785`.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import rfc8785

_UNSURE: Final = re.compile(
    r"[:\[,]-?(?:\d{16}|\d+\.0[,\]}]|\d+(?:\.\d+)?e|NaN|Infinity)"
    r"|[\U00010000-\U0010ffff][^\"\\]*(?:\\.[^\"\\]*)*\":"
)
"""Numbers, and names of fields, that may be written otherwise. Words like these cost only time."""


def canonical(content: dict[str, Any]) -> bytes:
    """Return JSON data as RFC 8785 spells it.

    Raises:
        ValueError: there is a number in it that has no such spelling, or half a character.
    """
    spelled = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if _UNSURE.search(spelled):
        return rfc8785.dumps(content)
    return spelled.encode()
