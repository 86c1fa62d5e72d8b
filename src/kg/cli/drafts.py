"""`kg drafts`: what was handed in and waits for somebody to accept it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import Format, FormatOption, console, print_json, print_rows, shown
from kg.cli.writing import COLUMNS, data_directory, writing
from kg.errors import UnknownThingError

if TYPE_CHECKING:
    from kg.writing.writer import Draft, Writer

LISTED = ["record", "version", "document", "actor", "at"]

RecordArgument = Annotated[str, typer.Argument(help="The record's id.")]

app = typer.Typer(
    help="Records handed in that nobody has accepted yet.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_(store: StoreOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the drafts that wait, the oldest first."""
    from kg.ledger import write_instant

    with writing(settings(store)) as writer:
        rows = [
            {name: getattr(draft, name) for name in LISTED} | {"at": write_instant(draft.at)}
            for draft in writer.drafts()
        ]
    print_rows(LISTED, rows, form)


@app.command()
def show(record: RecordArgument, store: StoreOption = None) -> None:
    """Print what a draft says, as JSON; who handed it in, and its document, on standard error."""
    from kg.keeping.documents import read_pending
    from kg.keeping.layout import Layout
    from kg.ledger import Blobs

    chosen = settings(store)
    with writing(chosen) as writer:
        draft = _waiting(writer, record)
        said = read_pending(Blobs(Layout(data_directory(chosen)).blobs), draft.document)
    print_json(said.canonical())
    log = console(stderr=True)
    log.print(f"Handed in by {shown(draft.actor)}. Accept this very draft with:", markup=False)
    log.print(f"  kg drafts accept {shown(record)} {draft.document}", markup=False)


@app.command()
def accept(
    record: RecordArgument,
    document: Annotated[
        str, typer.Argument(help="The SHA-256 of the draft you looked at; see kg drafts show.")
    ],
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Let a draft stand; refused where another one waits by now."""
    with writing(settings(store)) as writer:
        outcome = writer.accept(record, document)
        writer.publish()
    print_rows(COLUMNS, [{column: getattr(outcome, column) for column in COLUMNS}], form)


def _waiting(writer: Writer, record: str) -> Draft:
    for draft in writer.drafts():
        if draft.record == record:
            return draft
    raise UnknownThingError(f"No draft of a record `{record}` waits", where="record")
