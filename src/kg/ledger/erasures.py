"""What of a ledger was erased, told from its events alone.

An erasure takes everything its record, or its judgement, ever brought, save what another brought
too. What comes back later, in an event of its own, is no longer erased. Judgements go by their
names, `judgement/` and the id, which no record has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from kg.errors import ErasedError
from kg.ledger.events import JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ledger.events import Event


@dataclass(slots=True)
class Erasures:
    """What was erased, each with the event that says so.

    `records` holds the records of which nothing came since, `blobs` the SHA-256 of documents and
    texts that nobody needs any more, `needs` the records by what they still need; `last` is the
    newest erasure.
    """

    records: dict[str, Event] = field(default_factory=dict)
    blobs: dict[str, Event] = field(default_factory=dict)
    needs: dict[str, set[str]] = field(default_factory=dict)
    last: Event | None = None
    _brought: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def after(cls, events: Iterable[Event]) -> Self:
        """Return what was erased by the end of these events, which begin with the first."""
        erasures = cls()
        for event in events:
            erasures.take(event)
        return erasures

    def take(self, event: Event) -> None:
        """Go on by one event."""
        if event.entry.kind.erases:
            self._erase(event)
        else:
            self._bring(event)

    def brought(self, record: str) -> frozenset[str]:
        """Return the SHA-256 of all a record brought since it was erased last, if ever."""
        return frozenset(self._brought.get(record, ()))

    def _erase(self, event: Event) -> None:
        record = event.entry.record
        for digest in self._brought.pop(record, ()):
            self.needs[digest].discard(record)
            if not self.needs[digest]:
                del self.needs[digest]
                self.blobs[digest] = event
        self.records[record] = self.last = event

    def _bring(self, event: Event) -> None:
        record = event.entry.record
        for digest in event.entry.blobs:
            self._brought.setdefault(record, set()).add(digest)
            self.needs.setdefault(digest, set()).add(record)
            self.blobs.pop(digest, None)
        self.records.pop(record, None)


def erased(event: Event, what: str = "", *, where: str | None = None) -> ErasedError:
    """Return the error that says what an event erased, and when; its record where not `what`."""
    name, when = event.entry.record, f"(event {event.seq}, {event.at:%Y-%m-%d})"
    whose = "judgement" if event.entry.kind.judges else "record"
    told = f"{what} was erased with {whose}" if what else f"This was erased: {whose}"
    return ErasedError(f"{told} `{name.removeprefix(JUDGEMENT)}` {when}", where=where)
