"""`kg retract RECORD --reason`: take a record back without erasing it."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.impact import print_impact
from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, ReadingFormat, print_rows
from kg.cli.writing import COLUMNS, writing


def retract(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    reason: Annotated[str, typer.Option(help="Why, for everybody to read; kept for good.")],
    store: StoreOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change, as kg impact does.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take a record back: readers no longer see it, the ledger keeps it."""
    if dry_run:
        shape = ReadingFormat.TEXT if form is Format.TABLE else ReadingFormat.JSON
        print_impact(settings(store), record, shape)
        return
    with writing(settings(store)) as writer:
        outcome = writer.retract(record, reason)
        writer.publish()
    print_rows(COLUMNS, [{column: getattr(outcome, column) for column in COLUMNS}], form)
