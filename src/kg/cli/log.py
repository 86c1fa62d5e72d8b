"""`kg log`: who wrote what and when, event by event, as the ledger has it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, Row, print_rows
from kg.cli.writing import data_directory
from kg.errors import DataError

if TYPE_CHECKING:
    from kg.ledger import Event

COLUMNS = ["seq", "at", "actor", "kind", "record", "version", "reason"]


class Happened(StrEnum):
    """What may have happened to a record or a judgement."""

    ACCEPTED = "accepted"
    DRAFTED = "drafted"
    RETRACTED = "retracted"
    ERASED = "erased"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


def log(
    store: StoreOption = None,
    record: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this record, or judgement/ID.")
    ] = None,
    kind: Annotated[Happened | None, typer.Option(help="Only what happened like this.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the events of the ledger, oldest first; csv and jsonl are written as they are read."""
    from kg.keeping.layout import Layout, read_format
    from kg.ledger import read

    layout = Layout(data_directory(settings(store)))
    if (shown := read_format(layout).view) is not None:
        raise DataError(f"There is no ledger here: this directory shows {shown}")
    events = (
        event
        for event in read(layout.ledger)
        if record in (None, event.entry.record)
        and kind in (None, event.entry.kind.rpartition(".")[2])
    )
    print_rows(COLUMNS, _rows(events), form)


def _rows(events: Iterator[Event]) -> Iterator[Row]:
    from kg.ledger import write_instant

    for event in events:
        entry = event.entry
        yield {
            "seq": event.seq,
            "at": write_instant(event.at),
            "actor": entry.actor,
            "kind": entry.kind.value,
            "record": entry.record,
            "version": entry.version,
            "reason": entry.reason,
        }
