"""`kg trace CLAIM`: the chains from each source back to the origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import ReadingFormat, ReadingFormatOption, print_json, tell

if TYPE_CHECKING:
    from kg.collection.opening import Service
    from kg.model.answers import TraceAnswer


def trace(
    claim: Annotated[str, typer.Argument(help="A claim's id.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Show how a claim reached us, layer by layer, and where each chain ends."""

    async def question(service: Service) -> TraceAnswer:
        return await service.collection.trace(claim)

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
        return
    from kg.cli.narrating import trace_lines

    tell(trace_lines(answer))
