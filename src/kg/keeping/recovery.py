"""Opening the live collection in step with the ledger, whatever happened before.

The ledger is right. A live folder that another version of the program made, that lacks a part or
that was never finished is thrown away and made again; one that is behind is brought along.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import LedgerError
from kg.keeping.books import Books, Draft, Standing, last_applied
from kg.keeping.changes import Changes
from kg.keeping.engine import needing_room
from kg.keeping.judgements import StandingJudgement, judgement_of
from kg.keeping.layout import FORMAT
from kg.keeping.live import ERASED, TAKEN, Live, draft_of, standing_of
from kg.keeping.live_index import index_reaches
from kg.keeping.seen import Seen, seen_in
from kg.keeping.sparing import searching_seldom
from kg.keeping.stepping import no_step
from kg.ledger import GENESIS, JUDGEMENT, Blobs, Kind, Ledger, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.keeping.layout import Layout
    from kg.keeping.stepping import Step
    from kg.ledger import Event

Watch: TypeAlias = "Callable[[Sequence[Standing]], Iterable[Standing]]"
"""Gives records back one by one, and may show how far the work on them has come."""

OFTEN: Final = 256
"""After how many records the live collection is made safe: what a crash may make us do again."""


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


def program() -> str:
    """Return the version of this program and its data format: another may write other quads."""
    return f"{version('claim-provenance')}, format {FORMAT}"


def open_ledger(layout: Layout) -> Ledger:
    """Return the ledger opened for appending; what was ever applied must still be in it.

    Raises:
        LedgerError: it is damaged, or lacks events that were applied before.
    """
    try:
        applied, _ = last_applied(layout.books)
    except sqlite3.DatabaseError:
        applied = 0  # damaged books are made again
    return Ledger(layout.ledger, applied=applied)


def check_applied(layout: Layout) -> None:
    """See that the ledger still has the last event that was applied.

    Raises:
        LedgerError: it has not, or is damaged.
    """
    try:
        reached, head = last_applied(layout.books)
    except sqlite3.DatabaseError:
        return  # damaged books know nothing
    event = next(read(layout.ledger, after=reached - 1), None) if reached else None
    if reached and (event is None or event.digest != head):
        raise _other(reached, layout)


def open_live(
    layout: Layout,
    base: str,
    ledger: Ledger,
    step: Step = no_step,
    watch: Watch = iter,
    *,
    processes: int = 1,
) -> Live:
    """Return the live collection, brought to the last event of the ledger.

    Should it have to be made anew, `watch` sees each record go by; see `build` for `processes`.

    Raises:
        LedgerError: the ledger is damaged, or lacks events that were applied before.
        StoreError: the store is damaged, or open in another program.
    """
    finished = _finished(layout.live) and _can_be_brought_along(layout, ledger)
    if not finished:
        shutil.rmtree(layout.live, ignore_errors=True)
    live = Live(layout.live, Blobs(layout.blobs), base, step)
    try:
        if finished:
            _catch_up(live, layout)
        else:
            build(live, Outlook.after(read(layout.ledger)), watch, processes=processes)
    except BaseException:
        live.close()
        raise
    return live


def build(live: Live, outlook: Outlook, watch: Watch = iter, *, processes: int = 1) -> None:
    """Fill an empty live collection: only what stands in the end is ever written to it.

    With two processes or more another one fills graph and index; what is written is the same.
    """
    active = outlook.active()
    apart = live.apart() if processes > 1 and len(active) >= OFTEN else nullcontext()
    with searching_seldom(), apart:
        for number, standing in enumerate(watch(active), start=1):
            live.put(standing)
            live.relieve()
            if number % OFTEN == 0:
                live.commit()
        live.commit()
    for change in outlook.changes:
        live.tell(change)
    for judgement in outlook.judgements.values():
        live.judgements.put(judgement)
    _keep(live.books, outlook)
    live.commit()


def _keep(books: Books, outlook: Outlook) -> None:
    """Write into the books what stands, and how far everything is."""
    for standing in outlook.standings.values():
        books.keep(standing)
    for draft in outlook.drafts.values():
        books.keep_draft(draft)
    for seen in outlook.requests:
        books.requests.keep(seen)
    if outlook.revision:
        books.reach(outlook.revision, public=True)
    if outlook.head:
        books.reach(outlook.head, public=False)
    if outlook.taken:
        books.remember(TAKEN, str(outlook.taken.seq))
    if outlook.erased:
        books.remember(ERASED, str(outlook.erased.seq))
    books.remember("program", program())


def _finished(folder: Path) -> bool:
    """Return whether all parts are there, whole, and made by this version of the program."""
    parts = [folder / "books.sqlite", folder / "store", folder / "index.sqlite"]
    if not all(path.exists() for path in parts):
        return False
    try:
        with needing_room(folder), closing(Books(parts[0])) as books:
            return books.fact("program") == program() and index_reaches(parts[2], books.revision)
    except sqlite3.DatabaseError:
        return False


def _can_be_brought_along(layout: Layout, ledger: Ledger) -> bool:
    """Return whether all that the events to be applied speak of is still there.

    Raises:
        LedgerError: the ledger does not go on from the last event that was applied.
    """
    reached, head = last_applied(layout.books)
    coming = read(layout.ledger, after=reached)
    first = next(coming, None)
    before = first.prev if first else ledger.head.digest if ledger.head else GENESIS
    if before != (head or GENESIS):
        raise _other(reached, layout)
    events = chain([first] if first else [], coming)
    return not any(event.entry.kind.erases for event in events)


def _catch_up(live: Live, layout: Layout) -> None:
    """Apply the events the live collection does not have yet, or may have lost in a power cut."""
    for event in read(layout.ledger, after=live.books.seq):
        live.apply(event)
        live.relieve()
        if event.seq % OFTEN == 0:
            live.commit()
    live.commit()


def _other(reached: int, layout: Layout) -> LedgerError:
    return LedgerError(
        f"Event {reached} of the ledger is not the event {reached} that was applied",
        where=str(layout.ledger),
        hint="bring the ledger back from a backup; to go on with the ledger as it is, "
        "delete the folder `live`",
    )
