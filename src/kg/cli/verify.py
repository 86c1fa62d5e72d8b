"""`kg verify`: check everything on disk against everything else."""

from __future__ import annotations

import sys

from kg.cli.failing import report as complain
from kg.cli.options import StoreOption, settings
from kg.cli.output import console, print_text
from kg.cli.writing import data_directory
from kg.errors import DataError


def verify(store: StoreOption = None) -> None:
    """Check the ledger, every blob, every quotation, and graph and index against the ledger."""
    from kg.collection.verifying import verify as check

    report = check(data_directory(settings(store)))
    print_text(
        f"revision {report.revision}: {report.events} events, {report.blobs} blobs, "
        f"{report.records} records, {report.anchors} anchors, {report.quads} quads checked"
    )
    for note in report.notes:
        console().print(f"note: {note}", markup=False)
    if report.sound:
        print_text("sound: nothing is amiss")
        return
    for finding in report.findings:
        print_text(f"{finding.where}: {finding.detail}")
    complain(DataError(f"{len(report.findings)} findings", hint="see docs/data-directory.md"))
    sys.exit(DataError.exit_code)
