"""The headers every answer has, errors too, so that no browser does more with it than show it.

What a route set itself stays. Pages bring a policy of their own; data needs none of its powers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

CONTENT_POLICY: Final = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
RULES: Final[dict[bytes, bytes]] = {
    b"x-content-type-options": b"nosniff",
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_ALL: Final = tuple(RULES.items())
OPEN: Final = (b"cross-origin-resource-policy", b"cross-origin")
"""Data anybody may read is meant to be used from other sites."""
CLOSED: Final = (b"cross-origin-resource-policy", b"same-origin")
UNKEPT: Final = (b"cache-control", b"no-store")
"""What says nothing about caches is not for them."""


def complete(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those that are missing."""
    headers = list(given)
    present = dict(headers)
    if RULES.keys().isdisjoint(present):
        headers += _ALL
    else:
        headers += [rule for rule in _ALL if rule[0] not in present]
    caching = present.get(UNKEPT[0])
    if caching is None:
        headers.append(UNKEPT)
    if OPEN[0] not in present:
        headers.append(CLOSED if caching and b"private" in caching else OPEN)
    return headers
