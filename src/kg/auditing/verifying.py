"""Checking everything against everything: ledger, blobs, anchors, graph and index."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.auditing.blob_checks import check_blobs, check_judgements, check_records
from kg.auditing.comparing import engine_differences, graph_differences, index_differences
from kg.auditing.report import Finding, Report
from kg.auditing.signatures import (
    check_attested,
    check_kept,
    check_signed,
    read_kept,
    read_signed,
)
from kg.errors import DataError, ErasedError, KgError
from kg.keeping.books import last_applied
from kg.keeping.building import build, program
from kg.keeping.engine import ENGINE_FAULTS
from kg.keeping.generations import Generation, current_generation
from kg.keeping.layout import Layout, read_format
from kg.keeping.live import Live
from kg.keeping.ontology import Ontology
from kg.keeping.outlook import Outlook
from kg.ledger import Blobs, Erasures, Event, digest_of, read, torn_end
from kg.ledger.events import line_of
from kg.ledger.segments import segments

__all__ = ["Finding", "Report", "verify"]


def verify(directory: Path, *, deep: bool = False, kept: Path | None = None) -> Report:
    """Check a data directory, and return what was checked and found.

    Ledger: every line is canonical, numbered, and holds the hash of the line before; the tree
    over the lines went through every checkpoint, each signed by a key of this directory. Blobs:
    each has the content its name says, and those that were erased are gone. Anchors: each quotes
    the text at its offsets, code points, end-exclusive. Graph and index, as readers see them: they
    state what the ledger states, no more and no less; `deep` reads every index of the engine.
    `kept` is a file of checkpoints that was kept elsewhere: nothing else shows whether the owner of
    the key wrote the ledger anew. Needs no lock and changes nothing.

    Raises:
        DataError: it is no data directory, or a rebuilt view, which has no ledger.
        LedgerError: the file `kept` does not hold checkpoints.
    """
    layout = Layout(directory)
    told = read_format(layout)
    if told.view is not None:
        raise DataError(
            f"There is no ledger here to check: this directory shows {told.view}",
            where=str(directory),
            hint="check the directory it was rebuilt from",
        )
    report = Report()
    # What is read first is covered by what is read later, also while somebody writes.
    shown = _read_generation(layout)
    reached = _read_books(layout, report)
    signed = read_signed(layout, report)
    events = _check_ledger(layout, report)
    _check_end(layout, reached, events, report)
    check_signed(layout, told.base, signed, events, report)
    if kept is not None:
        check_kept(layout, told.base, read_kept(kept), events, report)
    erasures = Erasures.after(events)
    report.erased = sum(not one.entry.kind.judges for one in erasures.records.values())
    check_blobs(layout, erasures, report)
    check_records(layout, events, erasures, report)
    check_judgements(layout, events, erasures, report)
    if isinstance(shown, Generation):
        check_attested(shown.facts, signed, report)
    if report.sound:
        last = erasures.last.seq if erasures.last else 0
        _check_generation(layout, told.base, events, shown, report, last_erasure=last, deep=deep)
    else:
        report.notes.append("Graph and index were not compared with a ledger that is damaged")
    return report


def _check_ledger(layout: Layout, report: Report) -> list[Event]:
    events: list[Event] = []
    try:
        for path in segments(layout.ledger)[-1:]:
            if torn := torn_end(path):
                report.notes.append(
                    f"{path.name}:{torn.number} is unfinished; the next writer sets it aside"
                )
        for event in read(layout.ledger):
            events.append(event)
            if digest_of(line_of(event)) != event.digest:
                report.add(f"event {event.seq}", "the line is not canonical JSON (RFC 8785)")
    except KgError as error:
        report.add(error.where or str(layout.ledger), error.detail)
    report.events = len(events)
    return events


def _read_books(layout: Layout, report: Report) -> tuple[int, str]:
    try:
        return last_applied(layout.books)
    except sqlite3.DatabaseError as error:
        report.notes.append(f"The end of the ledger was not compared with the books: {error}")
        return 0, ""


def _check_end(
    layout: Layout, reached: tuple[int, str], events: list[Event], report: Report
) -> None:
    """Compare with the writer's books: nothing in the ledger holds the hash of its last line."""
    seq, digest = reached
    if seq > len(events):
        report.add(str(layout.ledger), f"it ends with event {len(events)}, {seq} were applied")
    elif seq and events[seq - 1].digest != digest:
        report.add(f"event {seq}", "it is not the event that was applied")


def _read_generation(layout: Layout) -> Generation | KgError | None:
    try:
        return current_generation(layout)
    except KgError as error:
        return error


def _check_generation(
    layout: Layout,
    base: str,
    events: list[Event],
    generation: Generation | KgError | None,
    report: Report,
    *,
    last_erasure: int,
    deep: bool,
) -> None:
    """Make what readers should see once more, and compare."""
    if isinstance(generation, KgError):
        report.add(generation.where or str(layout.current), generation.detail)
        return
    if generation is None:
        report.notes.append("Nothing is published yet")
        return
    report.revision = generation.facts.revision
    if report.revision < last_erasure:
        report.add(
            str(generation.path), f"it is from before event {last_erasure}, an erasure: kg rebuild"
        )
        return
    outlook = Outlook.after(event for event in events if event.seq <= report.revision)
    report.records = len(outlook.active())
    head = outlook.revision.digest if outlook.revision else None
    if head is not None and head != generation.facts.head:
        report.add(str(generation.path), "it was not made from this ledger")
        return
    if (generation.facts.program, generation.facts.ontology) != (program(), Ontology().digest):
        report.add(
            str(generation.path), "it was made by another version of this program: kg rebuild"
        )
        return
    try:
        details = list(_differences(layout, base, outlook, generation, report, deep=deep))
    except ErasedError as error:
        report.notes.append(f"Graph and index were not compared: {error.detail} meanwhile")
        return
    if generation.path.exists():
        for detail in details:
            report.add(str(generation.path), detail)
    else:
        report.notes.append("Graph and index were not compared: newer ones were published")


def _differences(
    layout: Layout,
    base: str,
    outlook: Outlook,
    generation: Generation,
    report: Report,
    *,
    deep: bool,
) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kg-verify-") as folder:
        live = Live(Path(folder), Blobs(layout.blobs), base)
        try:
            build(live, outlook)
            live.settle_ontology(Ontology())
            live.commit()
            live.index.copy_to(Path(folder) / "copy.sqlite")
            published = Store.read_only(str(generation.store))
            report.quads = len(published)
            yield from graph_differences(published, live.graph)
            if deep:
                yield from engine_differences(published, live.graph)
            yield from index_differences(generation.index, Path(folder) / "copy.sqlite")
        except (*ENGINE_FAULTS, sqlite3.DatabaseError) as error:
            yield f"it is damaged: {error}"
        finally:
            live.close()
