"""Checking the files the ledger speaks of: there and unchanged, or erased and gone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import ErasedError, KgError
from kg.keeping.documents import read_record
from kg.ledger import Blobs, erased

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
    for document, snapshot in {(one.entry.document, one.entry.snapshot) for one in events}:
        if {document, snapshot}.isdisjoint(erasures.blobs):
            with _finding(report, document):
                report.anchors += len(read_record(blobs, document, snapshot).anchors())


@contextmanager
def _finding(report: Report, what: str) -> Iterator[None]:
    """Take down what is wrong; what was erased since the events were read is not."""
    try:
        yield
    except ErasedError:
        pass
    except KgError as error:
        report.add(error.where or what, error.detail)
