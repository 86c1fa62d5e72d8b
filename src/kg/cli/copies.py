"""`kg copies`: which sources print the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption, console, print_rows
from kg.cli.writing import data_directory, writing

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.copies import Proposal
    from kg.settings import Settings

COLUMNS = ["relation", "judges", "against", "share", "reason"]
JUDGED = ["judgement", "state", "why"]


def copies(
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    *,
    judge: Annotated[
        bool, typer.Option("--judge", help="Give them as judgements of a program.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the sources that print the same text, and which is the copy where something tells.

    Compared are whole texts, without page furniture and without what stands between quotation
    marks; docs/copies.md says how. That two print the same says nothing about whether it is so.
    With --judge they become judgements of the annotator kg-copies, so that traces count them as
    one; `kg withdraw` takes one back, for good. What no longer holds is withdrawn.
    """
    chosen = settings(store, time_limit)
    if judge:
        data_directory(chosen)
    found, standing = asked(chosen, _found)
    if judge:
        _judge(chosen, found, standing, form)
        return
    rows = ({name: getattr(one, name) for name in COLUMNS} for one in found)
    print_rows(COLUMNS, rows, form)


def _judge(
    chosen: Settings, found: tuple[Proposal, ...], standing: list[str], form: Format
) -> None:
    from kg.writing.copying import judge_copies

    with writing(chosen) as writer:
        judged = judge_copies(writer, found, standing)
        writer.publish()
    print_rows(JUDGED, ({name: getattr(one, name) for name in JUDGED} for one in judged), form)


async def _found(service: Service) -> tuple[tuple[Proposal, ...], list[str]]:
    """Return what is found, and the ids of the judgements that were given of it before."""
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from kg.reading.copying import judged, proposals

    log = console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=log, transient=True, disable=not log.is_terminal) as bar:
        task = bar.add_task("Reading")
        found = await proposals(
            service.collection,
            lambda number: bar.update(task, description=f"Reading: {number:,} sources"),
        )
    return found, await judged(service.collection)
