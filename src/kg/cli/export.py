"""`kg export`: the whole collection as RDF."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.writing import data_directory


class RdfChoice(StrEnum):
    """Formats that keep the graphs apart."""

    NQ = "nq"
    TRIG = "trig"


def export(
    store: StoreOption = None,
    form: Annotated[
        RdfChoice, typer.Option("--format", "-f", help="N-Quads or TriG.")
    ] = RdfChoice.NQ,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: stdout.")
    ] = None,
) -> None:
    """Write everything readers see as N-Quads or TriG."""
    from kg.preserving.exporting import export as write

    directory = data_directory(settings(store))
    if output is None:
        write(directory, form.value, sys.stdout.buffer)
        return
    with output.open("wb") as file:
        write(directory, form.value, file)
