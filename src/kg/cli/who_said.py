"""`kg who-said TEXT`: the fact-checker's one question, for a person to read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.narrating import hit_lines
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import console, print_json
from kg.collection.opening import Service
from kg.model.answers import LookupAnswer


class ReadingFormat(StrEnum):
    """Words for a person, or the document the REST interface gives."""

    TEXT = "text"
    JSON = "json"


def who_said(
    text: Annotated[str, typer.Argument(help="Words of a claim, a quotation, or an address.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    *,
    quote: Annotated[bool, typer.Option("--quote", help="TEXT is an exact quotation.")] = False,
    url: Annotated[bool, typer.Option("--url", help="TEXT is a page's address.")] = False,
    form: Annotated[
        ReadingFormat, typer.Option("--format", "-f", help="For a person, or for a program.")
    ] = ReadingFormat.TEXT,
) -> None:
    """Say who is first known to have said it, through whom, and with which hedges."""
    kind = "quote" if quote else "url" if url else "text"

    async def question(service: Service) -> LookupAnswer:
        return await service.collection.lookup(**{kind: text})  # type: ignore[arg-type]

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
        return
    out = console()
    for hit in answer.items:
        for line in hit_lines(hit):
            out.print(line)
        out.print()
    out.print(_coverage(answer))


def _coverage(answer: LookupAnswer) -> str:
    held = answer.coverage
    found = f"{len(answer.items)} claim" + "s" * (len(answer.items) != 1)
    more = " on this page; there are more" if answer.next else ""
    return (
        f"[dim]{found}{more}. Searched {held.attributions} attributions of {held.claims} claims "
        f"in {held.sources} sources, revision {held.revision}. {answer.note}[/]"
    )
