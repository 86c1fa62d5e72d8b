"""How a record stands after an event: which version, since when, and what waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kg.ledger import Kind

if TYPE_CHECKING:
    from kg.ledger import Event


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest accepted version of a record; `active` unless it was retracted.

    `document` and `snapshot` are SHA-256; `seq`, `at` and `actor` are number, time (UTC) and author
    of the event that accepted it; `supersedes` is the version it took the place of, None for the
    first and after a retraction.
    """

    record: str
    version: int
    document: str
    snapshot: str
    at: datetime
    seq: int
    actor: str
    supersedes: int | None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A version somebody handed in that nobody has accepted yet.

    `version` is the number it would have got when it came; `document` is its SHA-256, by which a
    reviewer says what they saw; `at` is UTC.
    """

    record: str
    version: int
    document: str
    actor: str
    at: datetime


def standing_of(event: Event, before: Standing | None) -> Standing:
    """Return how a record stands after an event that accepts it or takes it away."""
    entry = event.entry
    if entry.kind is not Kind.ACCEPTED and before:
        return replace(before, active=False)
    return Standing(
        record=entry.record,
        version=entry.version,
        document=entry.document,
        snapshot=entry.text,
        at=event.at,
        seq=event.seq,
        actor=entry.actor,
        supersedes=before.version if before and before.active else None,
    )


def draft_of(event: Event) -> Draft:
    """Return the draft an event handed in."""
    entry = event.entry
    return Draft(entry.record, entry.version, entry.document, entry.actor, event.at)
