"""`kg compare ONE OTHER`: two groups of speakers side by side; no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.narrating import many
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Line, ReadingFormat, ReadingFormatOption, print_json, shown, tell

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.positions import ComparedClaim, Comparison, Side

MOST_CLAIMS = 100
_IDS = "Speakers' ids, with commas between them."


def compare(
    one: Annotated[str, typer.Argument(help=_IDS)],
    other: Annotated[str, typer.Argument(help=_IDS)],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Tell what each side does with the same claims, and which claims only one speaks of."""
    from kg.search.filters import Page

    async def question(service: Service) -> Comparison:
        page = Page(limit=MOST_CLAIMS)
        return await service.collection.compare(one.split(","), other.split(","), page)

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
    else:
        tell(comparison_lines(answer))


def comparison_lines(answer: Comparison) -> Iterator[Line]:
    """Yield the claims both sides speak of, then those of one side alone."""
    names = [", ".join(shown(each.label) for each in side) for side in (answer.one, answer.other)]
    yield Line(0, f"[bold]{names[0]}[/] beside [bold]{names[1]}[/]")
    for only, heading in (
        (None, "claims both speak of:"),
        ("one", f"only {names[0]}:"),
        ("other", f"only {names[1]}:"),
    ):
        some = [each for each in answer.items if each.only == only]
        if some:
            yield Line(1, heading)
        for each in some:
            yield from _claim(each, names)
    if answer.next:
        yield Line(0, f"[dim]only the first {MOST_CLAIMS} claims are shown; there are more[/]")


def _claim(found: ComparedClaim, names: list[str]) -> Iterator[Line]:
    yield Line(2, f"“{shown(found.claim.label)}” [dim]{shown(found.claim.id)}[/]")
    for name, side in zip(names, (found.one, found.other), strict=True):
        if side.attributions:
            yield Line(3, f"{name}: {_stands(side)}")


def _stands(side: Side) -> str:
    return "; ".join(
        f"{each.act}, in {many(each.attributions, 'attribution')} of {many(each.sources, 'source')}"
        for each in side.stands
    )
