"""`kg impact RECORD`: what would change if a record were taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.narrating import many
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Line, ReadingFormat, ReadingFormatOption, print_json, shown, tell

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.answers import Some
    from kg.model.impact import ClaimImpact, ImpactAnswer, Reckoning, Touched
    from kg.settings import Settings

HEADINGS: Final = {
    "attributions": "attributions that go with it",
    "utterances": "utterances that go with it",
    "judgements_given": "judgements that go with it",
    "read_by": "other records of the same source, which stays in sight",
    "cited_by": "attributions elsewhere that cite its source",
    "copies": "sources judged to be copies of its source",
    "replies": "what answers it elsewhere",
    "judgements_about": "judgements elsewhere about what it holds",
    "speakers": "speakers whom no other record credits",
    "claims_only_here": "claims that no other record makes",
}
"""The lists of an answer that a person is told, in this order."""


def impact(
    record: Annotated[str, typer.Argument(help="The record's id.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Tell what depends on a record, and what each trace would come to without it."""
    print_impact(settings(store, time_limit), record, form)


def print_impact(chosen: Settings, record: str, form: ReadingFormat) -> None:
    """Print the impact of taking a record back, which is not done."""

    async def question(service: Service) -> ImpactAnswer:
        return await service.collection.impact(record)

    answer = asked(chosen, question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
    else:
        tell(impact_lines(answer))


def impact_lines(answer: ImpactAnswer) -> Iterator[Line]:
    """Yield what depends on a record, and the numbers of each claim before and after."""
    yield Line(0, f"[bold]If record {shown(answer.id)} were taken back[/]")
    yield Line(1, f"[dim]it reads: {shown(answer.source.label)}[/]")
    for name, heading in HEADINGS.items():
        yield from _list(heading, getattr(answer, name))
    yield Line(1, "claims whose traces it touches, now and without it:")
    for each in answer.claims.items:
        yield from _claim(each)
    yield from _omitted(answer.claims.omitted)
    if not answer.complete:
        yield Line(2, "[yellow]more is tied to it than could be followed[/]")
    yield Line(1, f"[dim]{shown(answer.rule)}[/]")


def _list(heading: str, things: Some[Touched]) -> Iterator[Line]:
    if not things.items:
        return
    yield Line(1, f"{heading}: {len(things.items) + things.omitted}")
    for each in things.items:
        yield Line(2, f"{shown(each.label)} [dim]{shown(each.id)}[/]")
    yield from _omitted(things.omitted)


def _omitted(number: int) -> Iterator[Line]:
    if number:
        yield Line(2, f"[dim]… and {number} more, not listed[/]")


def _claim(impact: ClaimImpact) -> Iterator[Line]:
    yield Line(2, f"“{shown(impact.claim.label)}” [dim]{shown(impact.claim.id)}[/]")
    if not impact.changed:
        yield Line(3, f"[dim]as now: {_numbers(impact.before)}[/]")
        return
    yield Line(3, f"now: {_numbers(impact.before)}")
    yield Line(3, f"[yellow]then:[/] {_numbers(impact.after)}")


def _numbers(found: Reckoning) -> str:
    first = found.first_known.label if found.first_known else "nobody certain"
    counted = "origins not counted"
    if found.count is not None:
        counted = f"{many(found.count, 'independent origin')} (at least {found.at_least})"
    denying = f", {found.denials} denying" if found.denials else ""
    said = many(found.attributions, "attribution")
    return f"{counted}{denying}, {said}, first known: {shown(first)}"
