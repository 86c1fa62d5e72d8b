"""`kg trace CLAIM`: the chains from each source back to the origins."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import AsOfOption, StoreOption, TimeLimitOption, settings
from kg.cli.output import print_json, print_text, tell

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.answers import TraceAnswer


class TraceFormat(StrEnum):
    """Words for a person, the document the REST interface gives, or a drawing."""

    TEXT = "text"
    JSON = "json"
    GRAPHML = "graphml"
    MERMAID = "mermaid"


def trace(
    claim: Annotated[str, typer.Argument(help="A claim's id.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    as_of: AsOfOption = None,
    form: Annotated[
        TraceFormat, typer.Option("--format", "-f", help="For a person, a program or a drawing.")
    ] = TraceFormat.TEXT,
) -> None:
    """Show how a claim reached us, layer by layer, and how many independent origins it has."""

    async def question(service: Service) -> TraceAnswer:
        return await service.collection.trace(claim)

    answer = asked(settings(store, time_limit), question, as_of)
    if form is TraceFormat.TEXT:
        from kg.cli.narrating import trace_lines

        tell(trace_lines(answer))
    elif form is TraceFormat.JSON:
        print_json(answer.model_dump(mode="json"))
    else:
        print_text(_drawn(answer, form).rstrip("\n"))


def _drawn(answer: TraceAnswer, form: TraceFormat) -> str:
    from kg.trace.graphml import graphml
    from kg.trace.mermaid import mermaid

    return graphml(answer) if form is TraceFormat.GRAPHML else mermaid(answer)
