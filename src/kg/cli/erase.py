"""`kg erase RECORD --reason`: delete what a record brought, for good; its hashes stay."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import (
    ReadingFormat,
    ReadingFormatOption,
    console,
    harmless,
    print_json,
    print_text,
)
from kg.cli.writing import data_directory
from kg.errors import BadParameterError

if TYPE_CHECKING:
    from kg.writing.erasing import Erased


def erase(
    record: Annotated[str, typer.Argument(help="The record's id, or judgement/ID.")],
    reason: Annotated[
        str,
        typer.Option(help="Why; kept in the ledger for good, so put nothing into it that must go."),
    ],
    store: StoreOption = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; needed in a script.")] = False,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Delete all versions and drafts of a record and their texts, where the law asks for it.

    Or all that a judgement ever said which was given by itself. This cannot be undone. To take back
    what is merely wrong: kg retract, kg withdraw.
    """
    from kg.keeping.layout import Layout, read_format
    from kg.writing.writer import Writer

    chosen = settings(store)
    directory = data_directory(chosen)
    read_format(Layout(directory))
    if not yes:
        _ask(record)
    with Writer.open(directory, base=chosen.base, actor=chosen.actor) as writer:
        done = writer.erase(record, reason)
        writer.publish()
    _print(done, form)


def _ask(record: str) -> None:
    if not sys.stdin.isatty():
        raise BadParameterError(
            "Nobody is there to be asked whether to erase for good", where="--yes", hint="add --yes"
        )
    question = f"Delete every version and text of {harmless(record)} for good?"
    typer.confirm(question, abort=True, err=True)


def _print(done: Erased, form: ReadingFormat) -> None:
    if form is ReadingFormat.JSON:
        print_json(asdict(done) | {"at": done.at.isoformat()})
        return
    print_text(f"erased: {done.record} (event {done.event}): {done.deleted} files deleted")
    for digest, others in done.kept.items():
        print_text(f"kept: {digest}, for it is also in {', '.join(others)}")
    if done.related:
        print_text(
            f"look at: {', '.join(done.related)}; what {done.record} said of speakers, sources "
            "or claims may be repeated there"
        )
    console(stderr=True).print(
        "note: backups, views and bundles made before still hold it: "
        "see docs/decisions/0011-erasure.md",
        markup=False,
    )
