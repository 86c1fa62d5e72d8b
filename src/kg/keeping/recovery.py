"""Opening the live collection in step with the ledger, whatever happened before.

The ledger is right. A live folder that another version of the program made, that lacks a part or
that was never finished is thrown away and made again; one that is behind is brought along.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import LedgerError
from kg.keeping.books import Books, last_applied
from kg.keeping.building import OFTEN, Watch, build, program
from kg.keeping.engine import needing_room
from kg.keeping.live import Live
from kg.keeping.live_index import index_reaches
from kg.keeping.outlook import Outlook
from kg.keeping.stepping import no_step
from kg.ledger import GENESIS, Blobs, Ledger, read

if TYPE_CHECKING:
    from pathlib import Path

    from kg.keeping.layout import Layout
    from kg.keeping.stepping import Step


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
