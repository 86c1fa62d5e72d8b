"""Which format to answer in: RFC 9110 section 12.5.1, with 406 where nothing fits.

>>> choose("text/csv, */*;q=0.1", ["application/json", "text/csv"])
'text/csv'
>>> choose("application/json", ["application/json", "text/csv"])
'application/json'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import NotAcceptableError

JSON = "application/json"
PROBLEM = "application/problem+json"

_SAID_AGAIN = 200
"""Characters; a longer header is worked out each time, so that nobody fills our memory with it."""

SUFFIXES = {
    "json": JSON,
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "csv": "text/csv",
    "graphml": "application/graphml+xml",
    "mmd": "text/vnd.mermaid",
    "atom": "application/atom+xml",
}
"""What `/claims/x.ttl` means: the same as asking for the media type by `Accept`."""


@dataclass(frozen=True, slots=True)
class Preference:
    """One entry of an `Accept` header: a media range and its weight from 0 to 1."""

    kind: str
    subtype: str
    weight: float

    def matches(self, media_type: str) -> bool:
        """Say whether the range covers the media type."""
        kind, _, subtype = media_type.partition("/")
        return self.kind in ("*", kind) and self.subtype in ("*", subtype)

    @property
    def precision(self) -> int:
        """Return 0 for `*/*`, 1 for `type/*`, 2 for a full media type: the finer rule wins."""
        return (self.kind != "*") + (self.subtype != "*")


def preferences(accept: str | None) -> list[Preference]:
    """Read an `Accept` header; an absent or empty one accepts everything.

    Entries that are not media ranges are left out, as RFC 9110 lets a server do.
    """
    entries = [entry for part in (accept or "").split(",") if (entry := _preference(part))]
    return entries or [Preference("*", "*", 1.0)]


def _preference(part: str) -> Preference | None:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    kind, slash, subtype = media_range.partition("/")
    if not (kind and slash and subtype):
        return None
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            weight = _weight(value)
    return Preference(kind, subtype, weight)


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 1.0


def ranked(accept: str | None, available: Sequence[str]) -> list[str]:
    """Return those available that the client accepts, best first; ties in our own order."""
    if accept is not None and len(accept) > _SAID_AGAIN:
        return list(_ranked.__wrapped__(accept, tuple(available)))
    return list(_ranked(accept, tuple(available)))


@lru_cache(maxsize=512)
def _ranked(accept: str | None, available: tuple[str, ...]) -> tuple[str, ...]:
    wanted = preferences(accept)

    def weight(media_type: str) -> float:
        rules = [entry for entry in wanted if entry.matches(media_type)]
        return max(rules, key=lambda entry: entry.precision).weight if rules else 0.0

    accepted = [media_type for media_type in available if weight(media_type) > 0]
    return tuple(sorted(accepted, key=weight, reverse=True))


def choose(accept: str | None, available: Sequence[str]) -> str:
    """Return the best available media type.

    Raises:
        NotAcceptableError: nothing fits; its hint lists what exists.
    """
    fitting = ranked(accept, available)
    if not fitting:
        raise NotAcceptableError(
            f"none of the formats asked for exists here: {accept}",
            where="Accept",
            hint="available: " + ", ".join(available),
        )
    return fitting[0]
