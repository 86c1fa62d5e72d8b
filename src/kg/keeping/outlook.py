"""How everything stands after some events of the ledger, without what led there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.keeping.changes import Changes
from kg.keeping.judgements import StandingJudgement, judgement_of
from kg.keeping.seen import Seen, seen_in
from kg.keeping.standing import Draft, Standing, draft_of, standing_of
from kg.ledger import JUDGEMENT, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ledger import Event


@dataclass(slots=True)
class Outlook:
    """How everything stands after some events, without what led there.

    `judgements` are those given by themselves, by their ids, withdrawn ones too. `head` is the last
    event, `revision` the last that changed what the public can read, `taken` the last that took
    anything back, `erased` the last erasure.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    judgements: dict[str, StandingJudgement] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    head: Event | None = None
    revision: Event | None = None
    taken: Event | None = None
    erased: Event | None = None

    @classmethod
    def after(cls, events: Iterable[Event]) -> Outlook:
        """Return how everything stands after these events."""
        outlook = cls()
        for event in events:
            outlook._take(event)
        return outlook

    def leave_out(self, name: str) -> None:
        """Let a record, or `judgement/` and an id, not stand."""
        if name.startswith(JUDGEMENT):
            del self.judgements[name.removeprefix(JUDGEMENT)]
        else:
            self.standings[name] = replace(self.standings[name], active=False)

    def active(self) -> list[Standing]:
        """Return the active records in the order they were accepted."""
        active = (standing for standing in self.standings.values() if standing.active)
        return sorted(active, key=lambda standing: (standing.at, standing.record))

    def _take(self, event: Event) -> None:
        self.head, kind = event, event.entry.kind
        seen = self._take_judgement(event) if kind.judges else self._take_record(event)
        if seen:
            self.requests.append(seen)
        if kind is not Kind.DRAFTED:
            self.revision = event
        if kind.takes:
            self.taken = event
        if kind.erases:
            self.erased = event

    def _take_judgement(self, event: Event) -> Seen | None:
        id_ = event.entry.record.removeprefix(JUDGEMENT)
        before = self.judgements.get(id_)
        self.judgements[id_] = judgement_of(event, before)
        return self._tell_of(event, before)

    def _take_record(self, event: Event) -> Seen | None:
        record = event.entry.record
        before = self.standings.get(record)
        if event.entry.kind is Kind.DRAFTED:
            self.drafts[record] = draft_of(event)
            return self._tell_of(event, before)
        if before or event.entry.kind is Kind.ACCEPTED:
            self.standings[record] = standing_of(event, before)
        if event.entry.kind is not Kind.RETRACTED:
            self.drafts.pop(record, None)
        return self._tell_of(event, before)

    def _tell_of(self, event: Event, before: Standing | StandingJudgement | None) -> Seen | None:
        self.changes.take(event, before)
        return seen_in(event, before)
