"""`kg copies`: which sources print the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption, console, print_rows

if TYPE_CHECKING:
    from kg.collection.opening import Service
    from kg.reading.copying import Proposal

COLUMNS = ["relation", "judges", "against", "share", "reason"]


def copies(
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the sources that print the same text, and which is the copy where something tells.

    Compared are whole texts, without page furniture and without what stands between quotation
    marks; docs/copies.md says how. That two print the same says nothing about whether it is so.
    """
    found = asked(settings(store, time_limit), _proposals)
    rows = ({name: getattr(one, name) for name in COLUMNS} for one in found)
    print_rows(COLUMNS, rows, form)


async def _proposals(service: Service) -> tuple[Proposal, ...]:
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from kg.reading.copying import proposals

    log = console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as bar:
        task = bar.add_task("Reading")
        return await proposals(
            service.collection,
            lambda number: bar.update(task, description=f"Reading: {number:,} sources"),
        )
