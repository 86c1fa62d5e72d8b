"""`kg withdraw ID --reason`: take back a judgement that was given by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.judge import COLUMNS
from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, print_rows
from kg.cli.writing import writing


def withdraw(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="The judgement's id.")],
    reason: Annotated[str, typer.Option(help="Why; kept in the ledger for good.")],
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take a judgement back: readers no longer see it, the ledger keeps it.

    One that stands in a record is taken back by loading a new version of that record.
    """
    with writing(settings(store)) as writer:
        outcome = writer.withdraw(judgement.removeprefix("judgement/"), reason)
        writer.publish()
    print_rows(COLUMNS, [{column: getattr(outcome, column) for column in COLUMNS}], form)
