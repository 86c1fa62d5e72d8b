"""What a ledger says of each moment: how far it was, and what of that was taken back since.

Told from the events alone; no document is read.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import BadParameterError
from kg.ledger.events import Kind
from kg.ledger.instants import write_instant

if TYPE_CHECKING:
    from datetime import datetime

    from kg.ledger.events import Event


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision, seen from the end of the ledger.

    `at` is when the event `revision` was written, UTC. `retracted` and `erased` are the records,
    and the judgements by `judgement/` and their ids, that stood then and were taken back since,
    each in one of the two. `taken` is the number of the last event that took back anything, 0 for
    none: with another one, this may be outdated.
    """

    revision: int
    at: datetime
    retracted: frozenset[str]
    erased: frozenset[str]
    taken: int


@dataclass(frozen=True, slots=True)
class _Gone:
    """A record or judgement that stood from the event `since` until the event `until`."""

    record: str
    since: int
    until: int
    erased: bool = False


class Chronicle:
    """Takes one event after the other, and can tell of every moment until the last."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seq = 0
        """The number of the last event."""
        self.taken = 0
        """The number of the last event that took anything back."""
        self._numbers: list[int] = []
        self._times: list[datetime] = []
        self._since: dict[str, int] = {}
        self._gone: list[_Gone] = []

    def take(self, event: Event) -> None:
        """Go on by one event."""
        self.seq, kind = event.seq, event.entry.kind
        if kind is Kind.DRAFTED:
            return
        self._numbers.append(event.seq)
        self._times.append(event.at)
        if kind.takes:
            self._take_back(event.entry.record, event.seq, erased=kind.erases)
        else:
            self._since.setdefault(event.entry.record, event.seq)

    def by_number(self, number: int) -> Moment:
        """Return the moment of the last event everybody may read, up to that number.

        Raises:
            BadParameterError: there was none by then, or there is no such event yet.
        """
        place = bisect_right(self._numbers, number)
        return self._moment(place, f"revision {number}", future=number > self.seq)

    def by_time(self, instant: datetime, *, now: datetime) -> Moment:
        """Return the moment of the last event everybody may read, up to that instant.

        Raises:
            BadParameterError: there was none by then, or the instant has not come yet.
        """
        place = bisect_right(self._times, instant)
        return self._moment(place, write_instant(instant), future=instant > now)

    def _take_back(self, record: str, seq: int, *, erased: bool) -> None:
        self.taken = seq
        if since := self._since.pop(record, None):
            self._gone.append(_Gone(record, since, seq))
        if erased:
            self._gone = [
                replace(one, erased=True) if one.record == record else one for one in self._gone
            ]

    def _moment(self, place: int, asked: str, *, future: bool) -> Moment:
        if future:
            raise self._refused(f"{asked} has not come yet")
        if place == 0:
            raise self._refused(f"nothing was public at {asked}")
        revision, at = self._numbers[place - 1], self._times[place - 1]
        gone = [one for one in self._gone if one.since <= revision < one.until]
        erased = frozenset(one.record for one in gone if one.erased)
        retracted = frozenset(one.record for one in gone) - erased
        return Moment(revision, at, retracted, erased, self.taken)

    def _refused(self, why: str) -> BadParameterError:
        if not self._numbers:
            return BadParameterError(why, where="asOf", hint="nothing has been published yet")
        first, last = ((self._numbers[i], write_instant(self._times[i])) for i in (0, -1))
        return BadParameterError(
            why,
            where="asOf",
            hint=f"there is revision {first[0]} ({first[1]}) to {last[0]} ({last[1]})",
        )
