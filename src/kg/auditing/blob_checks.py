"""Checking the files the ledger speaks of: there and unchanged, or erased and gone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import ErasedError, KgError, LedgerError
from kg.judgements import decoded
from kg.keeping.documents import read_record
from kg.ledger import JUDGEMENT, Blobs, erased

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.auditing.report import Report
    from kg.keeping.layout import Layout
    from kg.ledger import Erasures, Event

STILL_THERE: Final = "it is there: kg rebuild deletes it"


def check_blobs(layout: Layout, erasures: Erasures, report: Report) -> None:
    """Find blobs that are missing or changed, and erased ones that are still or again there."""
    blobs = Blobs(layout.blobs)
    kept = set(blobs)
    for digest in sorted(kept & erasures.blobs.keys()):
        report.add(digest, f"{erased(erasures.blobs[digest], 'This').detail}, but {STILL_THERE}")
    for digest in sorted((erasures.needs.keys() | kept) - erasures.blobs.keys()):
        with _finding(report, digest):
            blobs.get(digest)
    report.blobs = len(kept)
    unused = len(kept - erasures.needs.keys() - erasures.blobs.keys())
    if report.sound and unused:
        report.notes.append(f"{unused} blobs belong to no event: a crash came before the event")
    if erasures.blobs:
        report.notes.append(
            f"{len(erasures.blobs)} documents and texts were erased: "
            "only their hashes are left, which say nothing of what they held"
        )


def check_records(layout: Layout, events: list[Event], erasures: Erasures, report: Report) -> None:
    """Read every version of every record: reading checks the text and all anchors."""
    blobs = Blobs(layout.blobs)
    read = {(one.entry.document, one.entry.text) for one in events if not one.entry.kind.judges}
    for document, snapshot in read:
        if {document, snapshot}.isdisjoint(erasures.blobs):
            with _finding(report, document):
                report.anchors += len(read_record(blobs, document, snapshot).anchors())


def check_judgements(
    layout: Layout, events: list[Event], erasures: Erasures, report: Report
) -> None:
    """Read every version of every judgement that was given by itself."""
    blobs = Blobs(layout.blobs)
    given = {(one.entry.document, one.entry.record) for one in events if one.entry.kind.judges}
    for document, name in given:
        if document not in erasures.blobs:
            with _finding(report, document):
                _check_judgement(blobs, document, name.removeprefix(JUDGEMENT))


def _check_judgement(blobs: Blobs, document: str, id_: str) -> None:
    found = decoded(blobs.get(document), where=document).id
    if found != id_:
        raise LedgerError(f"It holds judgement {found}, not {id_}", where=document)


@contextmanager
def _finding(report: Report, what: str) -> Iterator[None]:
    """Take down what is wrong; what was erased since the events were read is not."""
    try:
        yield
    except ErasedError:
        pass
    except KgError as error:
        report.add(error.where or what, error.detail)
