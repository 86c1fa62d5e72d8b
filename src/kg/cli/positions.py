"""`kg positions SPEAKER`: where a speaker stands on each claim, and where that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.narrating import many, when
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Line, ReadingFormat, ReadingFormatOption, print_json, shown, tell

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.answers import Some
    from kg.model.positions import ClaimPositions, Position, PositionListing, Turn

MOST_CLAIMS = 100


def positions(
    speaker: Annotated[str, typer.Argument(help="A speaker's id.")],
    claim: Annotated[str | None, typer.Option(metavar="ID", help="Only on this claim.")] = None,
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Tell where a speaker stands, claim by claim and over time; a turn only where dates tell."""
    from kg.search.filters import Page

    async def question(service: Service) -> PositionListing:
        page = Page(limit=MOST_CLAIMS)
        return await service.collection.positions(speaker, claim, page)

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
    else:
        tell(position_lines(answer))


def position_lines(answer: PositionListing) -> Iterator[Line]:
    """Yield each claim with the positions on it, and what the dates prove of their order."""
    yield Line(0, f"[bold]{shown(answer.speaker.label)}[/]")
    for same in answer.judged_same:
        yield Line(
            1,
            f"judged to be the same by {shown(same.by.label)}: {shown(same.speaker.label)} "
            f"[dim]{shown(same.speaker.id)}[/]",
        )
    for each in answer.items:
        yield from _claim(each)
    if answer.next:
        yield Line(0, f"[dim]only the first {MOST_CLAIMS} claims are shown; there are more[/]")


def _claim(found: ClaimPositions) -> Iterator[Line]:
    yield Line(1, f"“{shown(found.claim.label)}” [dim]{shown(found.claim.id)}[/]")
    yield from stood(found.positions, 2)
    for turn in found.turns.items:
        yield Line(3, _turn(turn))
    if found.turns.omitted:
        yield Line(3, f"[dim]… and {found.turns.omitted} more pairs, not listed[/]")
    for same in found.judged_same:
        yield Line(2, f"[dim]apart from that, {shown(same.speaker.label)}:[/]")
        yield from stood(same.positions, 3)
    for other in found.related:
        label = f"“{shown(other.claim.label)}” [dim]{shown(other.claim.id)}[/]"
        sides = ("this", label) if other.stands == "second" else (label, "this")
        yield Line(
            2, f"judged {other.relation} by {shown(other.by.label)}: {sides[0]} and {sides[1]}"
        )


def stood(positions: Some[Position], depth: int) -> Iterator[Line]:
    """Yield a line for each position: act, date, hedges, source."""
    for each in positions.items:
        hedges = "".join(f", hedged “{shown(hedge)}”" for hedge in each.hedges)
        sure = "" if each.certainty == "unspecified" else f", {each.certainty}"
        yield Line(
            depth,
            f"{each.act}{sure}{hedges}, {shown(when(each.said))}, in {shown(each.source.label)} "
            f"[dim]{shown(each.attribution.id)}[/]",
        )
    if positions.omitted:
        yield Line(depth, f"[dim]… and {many(positions.omitted, 'position')} more, not listed[/]")


def _turn(turn: Turn) -> str:
    if turn.order == "proved":
        return f"[yellow]changed, as the dates prove:[/] {' → '.join(turn.acts)}"
    return f"[yellow]both[/] {' and '.join(turn.acts)}[yellow]: order not known[/]"
