"""`kg prove ID`: a file that proves what the ledger holds, to be checked anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption, settings
from kg.cli.output import print_json
from kg.cli.writing import data_directory


def prove(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="An attribution, claim or record: an id, or kind/id."),
    ],
    store: StoreOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")
    ] = None,
) -> None:
    """Write a bundle that proves what is recorded; check it with `kg verify --offline`."""
    from kg.auditing.proving import prove as make

    bundle = make(data_directory(settings(store)), name).model_dump(mode="json")
    if output is None:
        print_json(bundle)
        return
    output.write_text(typed(bundle), encoding="utf-8")


def typed(document: object) -> str:
    """Return a JSON document as the command line prints it."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
