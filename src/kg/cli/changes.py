"""`kg changes`: what happened to the collection, when, by whom and why, the newest first."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption, Row, console, print_rows

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.answers import Listing
    from kg.model.changes import ChangeView

COLUMNS = (
    "revision", "at", "kind", "record", "version", "supersedes", "actor", "reason", "source",
    "attributions",
)  # fmt: skip
MOST = 1000


class ChangeKind(StrEnum):
    """What may have happened."""

    ACCEPTED = "accepted"
    GIVEN = "given"
    CHANGED = "changed"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


def changes(
    store: StoreOption = None,
    record: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this record, or judgement/ID.")
    ] = None,
    kind: Annotated[ChangeKind | None, typer.Option(help="Only of this kind.")] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REVISION|TIME", help="After a revision, or from a time or day on."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")] = 100,
    time_limit: TimeLimitOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Tell what was accepted, given, changed, taken back or erased, and why; drafts are not."""
    from kg.reading.changes import ChangeFilters
    from kg.search.filters import Page

    wanted = ChangeFilters(record=record, kind=kind, since=since)

    async def question(service: Service) -> Listing[ChangeView]:
        return await service.collection.changes(wanted, Page(limit=limit))

    answer = asked(settings(store, time_limit), question)
    print_rows(COLUMNS, [_row(change) for change in answer.items], form)
    if answer.next:
        console(stderr=True).print(f"note: only the newest {limit} are shown; there are more")


def _row(change: ChangeView) -> Row:
    return {**change.model_dump(), "source": change.source.label if change.source else None}
