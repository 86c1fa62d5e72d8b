"""`kg trace CLAIM`: the chains from each source back to the origins."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from kg.cli.narrating import ENDS, chain_lines
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import console, print_json
from kg.cli.who_said import ReadingFormat
from kg.collection.opening import Service
from kg.model.answers import TraceAnswer


def trace(
    claim: Annotated[str, typer.Argument(help="A claim's id.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: Annotated[
        ReadingFormat, typer.Option("--format", "-f", help="For a person, or for a program.")
    ] = ReadingFormat.TEXT,
) -> None:
    """Show how a claim reached us, layer by layer, and where each chain ends."""

    async def question(service: Service) -> TraceAnswer:
        return await service.collection.trace(claim)

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
        return
    out = console()
    out.print(f"[bold]“{escape(answer.label)}”[/]")
    for chain in answer.chains:
        for line in chain_lines(chain):
            out.print(line)
    for origin in answer.origins:
        who = f"[bold]{escape(origin.speaker.label)}[/]"
        out.print(f"  origin: {who}; {origin.chains} chain(s); {ENDS[origin.kind]}")
    out.print(f"[dim]not computed yet: {', '.join(answer.not_computed)}[/]")
