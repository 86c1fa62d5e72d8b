"""`kg doctor URL`: which known faults an endpoint has, and what is worked around."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.failing import report as complain
from kg.cli.output import Format, FormatOption, console, harmless, print_rows
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.doctor import Examination


def doctor(
    url: Annotated[str, typer.Argument(metavar="URL", help="The SPARQL endpoint to examine.")],
    *,
    hard: Annotated[
        bool, typer.Option("--hard", help="Give it seconds of work, to see whether it stops.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Examine a SPARQL endpoint for the faults we know, before a collection is served from it."""
    from kg.doctor import examine

    found = examine(url, hard=hard)
    log = console(stderr=True)
    log.print(harmless(f"{found.endpoint}: {found.software or 'no name given'}"), markup=False)
    print_rows(("verdict", "probe", "saw", "so"), _rows(found), form)
    if found.harmful:
        harmful = len(found.harmful)
        complain(
            StoreError(
                f"{harmful} of {len(found.findings)} findings make answers wrong or missing",
                where=found.endpoint,
                hint="change the endpoint as told above, and examine it again",
            )
        )
        sys.exit(StoreError.exit_code)


def _rows(found: Examination) -> list[dict[str, str]]:
    return [
        {"verdict": str(one.verdict), "probe": one.probe, "saw": one.saw, "so": one.so}
        for one in found.findings
    ]
