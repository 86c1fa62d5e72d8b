"""`kg rebuild`: graph and index again, from the ledger alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.advancing import advanced
from kg.cli.options import StoreOption, settings
from kg.cli.output import console, print_text
from kg.cli.writing import data_directory
from kg.errors import BadParameterError


def rebuild(
    store: StoreOption = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Make a read-only view there.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Show what was recorded up to then (UTC); needs --to."),
    ] = None,
) -> None:
    """Make graph and index again from the ledger, in place or as a view of another moment."""
    from kg.preserving.rebuilding import rebuild as build

    moment = None if as_of is None else instant(as_of)
    made = build(
        data_directory(settings(store)),
        to=to,
        as_of=moment,
        watch=lambda records: advanced(records, "Rebuilding"),
        processes=os.cpu_count() or 1,
    )
    print_text(f"rebuilt: revision {made.facts.revision}")
    if missing := made.facts.erased:
        console().print(
            f"note: {missing} records or judgements that stood then are missing: "
            "they were erased later",
            markup=False,
        )


def instant(text: str) -> datetime:
    """Return the end of a day, or an exact moment; without a zone it is UTC.

    Raises:
        BadParameterError: it is neither a date nor a date with a time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadParameterError(
            f"“{text}” is no date", where="--as-of", hint="write 2026-11-21 or 2026-11-21T10:30Z"
        ) from error
    if "T" not in text and " " not in text:
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
