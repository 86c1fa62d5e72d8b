"""`kg judgements`: who thinks that two things are the same, or contradict each other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption, Row, console, print_rows

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.views import JudgementView
    from kg.search.filters import JudgementFilters

LISTED: Final = ["judgement", "relation", "judges", "against", "by", "kind", "at", "confidence"]
AT_ONCE: Final = 500

app = typer.Typer(
    help="Judgements: dated opinions that relate two things.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def judgements() -> None:
    """Judgements: dated opinions that relate two things."""


@app.command("list")
def list_(  # noqa: PLR0913, PLR0917  (each is an option)
    about: Annotated[
        str | None, typer.Option(metavar="KIND/ID", help="Only with this thing on either side.")
    ] = None,
    relation: Annotated[str | None, typer.Option(help="Only this relation.")] = None,
    by: Annotated[str | None, typer.Option(metavar="ID", help="Only of this annotator.")] = None,
    by_program: Annotated[
        bool | None, typer.Option("--by-program/--by-person", help="Only of programs, or people.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to list at most.")] = 1000,
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List judgements: those of people first, then those of programs."""
    from kg.search.filters import JudgementFilters

    filters = JudgementFilters(relation=relation, about=about, by=by, by_program=by_program)

    async def question(service: Service) -> list[JudgementView]:
        return [one async for one in _found(service, filters, limit + 1)]

    found = asked(settings(store, time_limit), question)
    print_rows(LISTED, [_row(one) for one in found[:limit]], form)
    if len(found) > limit:
        console(stderr=True).print(f"note: there are more than {limit}; see --limit", markup=False)


async def _found(
    service: Service, filters: JudgementFilters, most: int
) -> AsyncIterator[JudgementView]:
    from kg.search.filters import Page

    cursor: str | None = None
    while most > 0:
        page = Page(limit=min(most, AT_ONCE), cursor=cursor)
        listing = await service.collection.judgements(filters, page)
        for one in listing.items:
            yield one
        most -= len(listing.items)
        if (cursor := listing.next) is None:
            return


def _row(one: JudgementView) -> Row:
    told: dict[str, Any] = {
        "judgement": one.id,
        "relation": one.relation,
        "judges": one.judges.id,
        "against": one.against.id,
        "by": one.by.label,
        "kind": "program" if one.by_program else "person",
        "at": one.at,
        "confidence": one.confidence,
    }
    return told
