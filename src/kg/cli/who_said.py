"""`kg who-said TEXT`: the fact-checker's one question, for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import ReadingFormat, ReadingFormatOption, print_json, tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.collection.opening import Service
    from kg.model.answers import LookupAnswer


def who_said(
    text: Annotated[str, typer.Argument(help="Words of a claim, a quotation, or an address.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    *,
    quote: Annotated[bool, typer.Option("--quote", help="TEXT is an exact quotation.")] = False,
    url: Annotated[bool, typer.Option("--url", help="TEXT is a page's address.")] = False,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Say who is first known to have said it, through whom, and with which hedges."""
    if quote and url:
        raise UsageError("--quote and --url exclude each other", hint="give one of them")

    async def question(service: Service) -> LookupAnswer:
        if quote:
            return await service.collection.lookup(quote=text)
        if url:
            return await service.collection.lookup(url=text)
        return await service.collection.lookup(text=text)

    answer = asked(settings(store, time_limit), question)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
        return
    from kg.cli.narrating import lookup_lines

    tell(lookup_lines(answer))
