"""The root of the command line: one verb a module, registered here."""

from __future__ import annotations

from typing import Annotated

import typer

import kg
from kg.cli import (
    ask,
    backup,
    changes,
    compare,
    config,
    copies,
    doctor,
    drafts,
    erase,
    export,
    impact,
    judge,
    judgements,
    keys,
    load,
    log,
    positions,
    prove,
    queries,
    rebuild,
    retract,
    serve,
    show,
    sparql,
    trace,
    verify,
    who_said,
    withdraw,
    witness,
)

app = typer.Typer(
    name="kg",
    help="Who said what, when, according to whom, and how do we know.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001  (typer hands options over by position)
    if wanted:
        typer.echo(kg.__version__)
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Who said what, when, according to whom, and how do we know."""


for verb in (
    serve.serve,
    load.load,
    retract.retract,
    judge.judge,
    withdraw.withdraw,
    erase.erase,
    ask.ask,
    sparql.sparql,
    who_said.who_said,
    trace.trace,
    show.show,
    copies.copies,
    changes.changes,
    impact.impact,
    positions.positions,
    compare.compare,
    export.export,
    verify.verify,
    log.log,
    witness.witness,
    prove.prove,
    rebuild.rebuild,
    backup.backup,
    backup.restore,
    doctor.doctor,
    config.config,
):
    app.command()(verb)
app.add_typer(queries.app, name="queries")
app.add_typer(drafts.app, name="drafts")
app.add_typer(judgements.app, name="judgements")
app.add_typer(keys.app, name="keys")
