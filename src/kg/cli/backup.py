"""`kg backup TARGET` and `kg restore BACKUP DIR`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.failing import report as complain
from kg.cli.options import StoreOption, settings
from kg.cli.output import console, print_text
from kg.cli.writing import data_directory
from kg.errors import BadParameterError, DataError
from kg.settings import Settings


def backup(
    target: Annotated[
        Path | None, typer.Argument(help="A new or empty directory, on another disk.")
    ] = None,
    store: StoreOption = None,
    *,
    drill: Annotated[
        bool,
        typer.Option("--drill", help="Restore it to a temporary folder, and compare answers."),
    ] = False,
) -> None:
    """Copy what cannot be made again: ledger, texts, checkpoints, public keys; no private key."""
    from kg.preserving.backing_up import back_up, on_same_disk

    chosen = settings(store)
    source = data_directory(chosen)
    if target is None and not drill:
        raise BadParameterError("Where to?", where="TARGET", hint="name a directory, or --drill")
    if target is not None:
        made = back_up(source, target)
        print_text(f"backed up: {made.events} events, {len(made.files)} files, root {made.root}")
        if on_same_disk(source, target):
            console().print("note: it is on the same disk; copy it to another", markup=False)
    if drill:
        _drill(chosen, target)


def restore(
    backup: Annotated[Path, typer.Argument(help="What kg backup made.")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty directory.")],
) -> None:
    """Make a data directory from a backup, checking everything in it."""
    from kg.preserving.restoring import read_manifest
    from kg.preserving.restoring import restore as make

    report = make(backup, directory)
    print_text(
        f"restored: {report.events} events, {report.records} records, {report.blobs} blobs, "
        f"{report.checkpoints} checkpoints; root {report.root}"
    )
    console().print(
        f"note: this is from {read_manifest(backup).created}; what was erased later is here again, "
        "until you erase it again: kg erase",
        markup=False,
    )


def _drill(chosen: Settings, target: Path | None) -> None:
    from kg.collection.drilling import drill

    done = drill(chosen, target)
    print_text(f"restored: {done.events} events, {done.records} records; root {done.root} is equal")
    if done.shown != done.restored:
        console().print(
            f"note: answers were not compared: readers see revision {done.shown}, "
            f"the backup holds revision {done.restored}",
            markup=False,
        )
        return
    print_text(f"{done.alike} queries answered alike")
    if done.unlike:
        complain(DataError("These queries answered otherwise: " + ", ".join(done.unlike)))
        sys.exit(DataError.exit_code)
