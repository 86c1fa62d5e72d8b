"""What the public learns of the ledger's events: which record or judgement changed, how, by whom.

A draft is nobody's business yet, so it is no change; nor is the erasure of what never stood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.ledger import Kind
from kg.rdf.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.keeping.judgements import StandingJudgement
    from kg.keeping.standing import Standing
    from kg.ledger import Event

_BROUGHT: Final[Mapping[Kind, str]] = {Kind.ACCEPTED: "accepted", Kind.GIVEN: "given"}
_TAKEN_AWAY: Final[Mapping[Kind, str]] = {
    Kind.RETRACTED: "retracted",
    Kind.WITHDRAWN: "withdrawn",
    Kind.ERASED: "erased",
    Kind.JUDGEMENT_ERASED: "erased",
}


def change_of(event: Event, before: Standing | StandingJudgement | None) -> Change | None:
    """Return what the public learns of an event, None where that is nothing.

    `before` is how its record or judgement stood until then; None where it never did.
    """
    entry = event.entry
    if entry.kind is Kind.DRAFTED or (entry.kind in _TAKEN_AWAY and before is None):
        return None
    active = before if before and before.active and entry.kind in _BROUGHT else None
    brought = "changed" if active else _BROUGHT.get(entry.kind, "")
    change = Change(
        number=event.seq,
        kind=_TAKEN_AWAY.get(entry.kind, brought),
        changed=entry.record,
        at=event.at,
        actor=entry.actor,
        version=entry.version,
        supersedes=active.version if active else None,
        reason=entry.reason,
    )
    return bare(change) if entry.kind.erases else change


def bare(change: Change) -> Change:
    """Return what is left of a change when its record was erased: who changed what, and when."""
    return replace(change, version=None, supersedes=None, reason=None)


class Changes:
    """All changes after some events, in their order, without what was erased by then."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of: dict[str, list[Change]] = {}

    def __iter__(self) -> Iterator[Change]:
        """Yield each, in the order of their events."""
        every = (change for changes in self._of.values() for change in changes)
        return iter(sorted(every, key=lambda change: change.number))

    def take(self, event: Event, before: Standing | StandingJudgement | None) -> None:
        """Go on by one event; an erasure bares what came before it."""
        if event.entry.kind.erases:
            self.forget(event.entry.record)
        if change := change_of(event, before):
            self._of.setdefault(change.changed, []).append(change)

    def forget(self, changed: str) -> None:
        """Leave of every change so far to one of them only who made it, and when."""
        if changed in self._of:
            self._of[changed] = [bare(change) for change in self._of[changed]]
