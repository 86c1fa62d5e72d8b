"""Making graph and index again, from the ledger alone: as they are, or as they once were."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.errors import BadParameterError, DataError
from kg.keeping.attesting import attest, attested_up_to
from kg.keeping.building import Watch, build
from kg.keeping.layout import Format, Layout, begin, read_format, write_format
from kg.keeping.live import Live
from kg.keeping.locking import locked
from kg.keeping.migrating import settle
from kg.keeping.ontology import Ontology
from kg.keeping.outlook import Outlook
from kg.keeping.publishing import publish
from kg.keeping.recovery import open_ledger, open_live
from kg.ledger import Blobs, Erasures, now, read, write_instant
from kg.ledger.durable import make_directory
from kg.writing.erasing import delete_erased, owed
from kg.writing.writer import WAIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kg.keeping.generations import Generation


def rebuild(
    directory: Path,
    *,
    to: Path | None = None,
    as_of: datetime | None = None,
    clock: Callable[[], datetime] = now,
    wait: float = WAIT,
    watch: Watch = iter,
    processes: int = 1,
) -> Generation:
    """Make graph and index again from the ledger, and publish them.

    Args:
        directory: a data directory.
        to: a new or empty directory to make a read-only view in; without it, the collection's
            own graph and index are replaced.
        as_of: show what had been written up to that instant; needs `to`. What was erased since is
            left out, and counted in the facts of the generation.
        clock: tells the time, UTC.
        wait: seconds to wait for a writer to finish; a view waits for nobody.
        watch: is given the records and gives them back one by one, so that it can show how far
            the work has come.
        processes: how many may work on it, two at most; the result is the same.

    Raises:
        LedgerError: the ledger or a blob is damaged; what readers see is left as it is.
        LockedError: another process was still writing after that time.
        DataError: `directory` is no data directory, or `to` is not empty.
    """
    told = read_format(Layout(directory))
    if told.view is not None:
        raise DataError(f"This directory only shows {told.view}", where=str(directory))
    if to is not None:
        return _view(Layout(directory), told.base, to, as_of, clock(), watch, processes)
    if as_of is not None:
        raise BadParameterError(
            "The past would replace the present", where="as_of", hint="name another directory: --to"
        )
    with locked(Layout(directory).lock, wait=wait):
        return _in_place(Layout(directory), told.base, clock(), watch, processes)


def _in_place(layout: Layout, base: str, at: datetime, watch: Watch, processes: int) -> Generation:
    settle(layout, base)
    with open_ledger(layout) as ledger:
        for _ in read(layout.ledger):
            pass  # a damaged ledger is found before anything is thrown away
        shutil.rmtree(layout.live, ignore_errors=True)
        live = open_live(layout, base, ledger, watch=watch, processes=processes)
        try:
            live.settle_ontology(Ontology())
            if owed(live):
                delete_erased(layout, live)
            return publish(live, layout, at, attested=attest(layout, live), again=True)
        finally:
            live.close()


def _view(
    source: Layout,
    base: str,
    to: Path,
    as_of: datetime | None,
    at: datetime,
    watch: Watch,
    processes: int,
) -> Generation:
    outlook, reached, missing = _past(source, as_of)
    target = begin(to)
    if target.format_file.exists():
        raise DataError("This directory is not empty", where=str(to), hint="name a new one")
    write_format(target, Format(base, view=_name(as_of or at, missing)))
    make_directory(target.generations)
    live = Live(target.live, Blobs(source.blobs), base)
    try:
        build(live, outlook, watch, processes=processes)
        live.settle_ontology(Ontology())
        attested = attested_up_to(source.ledger, reached)
        return publish(live, target, at, attested=attested, erased=missing)
    finally:
        live.close()
        shutil.rmtree(target.live)


def _past(source: Layout, as_of: datetime | None) -> tuple[Outlook, int, int]:
    """Return how everything stood, the number of the last event then, and how much is missing.

    What was erased since cannot be shown any more; it is counted, so that nobody takes what is
    left for all there was.
    """
    events = list(read(source.ledger))
    then = [event for event in events if as_of is None or event.at <= as_of]
    outlook = Outlook.after(then)
    for event in events[len(then) :]:
        if event.entry.kind.erases:
            outlook.changes.forget(event.entry.record)
    gone = Erasures.after(events).blobs
    missing = [one for one in outlook.active() if one.document in gone or one.snapshot in gone]
    for one in missing:
        outlook.leave_out(one.record)
    given = [each for each in outlook.judgements.values() if each.active and each.document in gone]
    for each in given:
        outlook.leave_out(each.name)
    return outlook, outlook.head.seq if outlook.head else 0, len(missing) + len(given)


def _name(moment: datetime, missing: int) -> str:
    name = f"a collection as it was on {write_instant(moment)}"
    if missing == 0:
        return name
    lacking = (
        "1 record or judgement that was"
        if missing == 1
        else f"{missing} records or judgements that were"
    )
    return f"{name}, without {lacking} erased later"
