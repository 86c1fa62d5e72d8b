"""The operations of the builder process: making a view of the past, and clearing up.

The same code that makes graph and index anew makes a view, from the events up to its revision.
Nobody is kept from writing meanwhile; so the end of the ledger is looked at once more before a
view gets its name, lest it shows what has just been taken back.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, StoreBusyError
from kg.keeping.attesting import NOTHING
from kg.keeping.building import build
from kg.keeping.engine import ENGINE_FAULTS, writing_to
from kg.keeping.generations import name, prepare
from kg.keeping.layout import Layout, read_format
from kg.keeping.live import Live
from kg.keeping.ontology import Ontology
from kg.keeping.outlook import Outlook
from kg.keeping.past_views import PastViews
from kg.keeping.publishing import facts_of, fill
from kg.ledger import Blobs, Chronicle, Follower, now
from kg.ledger.durable import UNFINISHED
from kg.past.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.keeping.generations import Facts
    from kg.ledger import Event
    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit


def make(payload: JsonObject, _: Emit) -> JsonObject:
    """Make the `view` of the data directory `store`, unless it is there; wait `wait` seconds.

    Raises:
        StoreBusyError: another one is being made, or something was taken back meanwhile.
        StoreError: nothing can be written there.
        LedgerError: the ledger or a document is damaged.
    """
    layout, view = Layout(Path(payload["store"])), View(**payload["view"])
    views = PastViews(layout)
    with views.making(wait=payload["wait"]):
        if not views.is_made(view.name):
            _Making(layout, view).make()
            views.prune()
    return {}


def clear_up(payload: JsonObject, _: Emit) -> JsonObject:
    """Remove from `store` what a crash left behind.

    Raises:
        StoreBusyError: a view is being made.
    """
    layout = Layout(Path(payload["store"]))
    views = PastViews(layout)
    with views.making(wait=0):
        reading = _Reading(layout)
        reading.go_on()
        views.remove_outdated(reading.chronicle.taken)
    return {}


class _Reading:
    """Reads a ledger to its end, and goes on later."""

    def __init__(self, layout: Layout) -> None:
        self.chronicle = Chronicle()
        self._follower = Follower(layout.ledger)

    def until(self, revision: int) -> Outlook:
        """Return how everything stood at a revision, all events being read.

        Of changes to what was erased since only who made them, and when, is left.
        """
        erased = set[str]()

        def earlier() -> Iterator[Event]:
            for event in self._follower.new():
                self.chronicle.take(event)
                if event.seq <= revision:
                    yield event
                elif event.entry.kind.erases:
                    erased.add(event.entry.record)

        outlook = Outlook.after(earlier())
        for record in erased:
            outlook.changes.forget(record)
        return outlook

    def go_on(self) -> None:
        """Read what was added since."""
        self.until(0)


class _Making:
    """Makes one view."""

    def __init__(self, layout: Layout, view: View) -> None:
        self._layout = layout
        self._view = view
        self._views = PastViews(layout)
        self._path = self._views.path(view.name)
        self._reading = _Reading(layout)

    def make(self) -> None:
        """Make it, and give it its name if nothing was taken back meanwhile."""
        outlook, erased = self._outlook()
        try:
            with writing_to(self._layout.past):
                facts = self._prepared(outlook, erased)
        except (KgError, *ENGINE_FAULTS):
            self._check_current()  # what was erased cannot be read, and its folder may be gone
            raise
        with self._views.changing():
            self._check_current()
            name(self._path, facts)

    def _outlook(self) -> tuple[Outlook, int]:
        """Return what the view shows, and how much that stood then was erased."""
        outlook = self._reading.until(self._view.revision)
        self._check_current()
        moment = self._reading.chronicle.by_number(self._view.revision)
        for record in moment.erased if self._view.whole else moment.erased | moment.retracted:
            outlook.leave_out(record)
        return outlook, len(moment.erased)

    def _prepared(self, outlook: Outlook, erased: int) -> Facts:
        folder = self._path.with_name(f"{self._path.name}.live{UNFINISHED}")
        base = read_format(self._layout).base
        live = Live(folder, Blobs(self._layout.blobs), base)
        try:
            build(live, outlook)
            live.settle_ontology(Ontology())
            live.commit()
            facts = replace(facts_of(live, now(), NOTHING), erased=erased)
            prepare(self._path, facts, lambda path: fill(live, path))
        finally:
            live.close()
            shutil.rmtree(folder, ignore_errors=True)
        return facts

    def _check_current(self) -> None:
        """See that nothing was taken back since the view was asked for.

        Raises:
            StoreBusyError: something was; nothing of the view is left then.
        """
        self._reading.go_on()
        if self._reading.chronicle.taken != self._view.taken:
            shutil.rmtree(self._path.with_name(self._path.name + UNFINISHED), ignore_errors=True)
            raise StoreBusyError(
                "Something was taken back while this was being made", hint="ask again in a moment"
            )
