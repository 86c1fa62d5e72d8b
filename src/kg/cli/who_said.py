"""`kg who-said TEXT`: the fact-checker's one question, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kg.cli.opening import asked
from kg.cli.options import AsOfOption, StoreOption, TimeLimitOption, settings
from kg.cli.output import ReadingFormat, ReadingFormatOption, print_json, tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.model.lookups import LookupAnswer
    from kg.reading.questions import LookedUp


def who_said(  # noqa: PLR0913  (each is an option of the command)
    text: Annotated[str, typer.Argument(help="Words, a quotation, an address or a name.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    as_of: AsOfOption = None,
    *,
    quote: Annotated[bool, typer.Option("--quote", help="TEXT is an exact quotation.")] = False,
    url: Annotated[bool, typer.Option("--url", help="TEXT is a page's address.")] = False,
    near: Annotated[bool, typer.Option("--near", help="What is worded most like TEXT.")] = False,
    speaker: Annotated[bool, typer.Option("--speaker", help="TEXT names a speaker.")] = False,
    place: Annotated[bool, typer.Option("--place", help="TEXT names a place.")] = False,
    topic: Annotated[bool, typer.Option("--topic", help="TEXT names what it is about.")] = False,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Say who is first known to have said it, through whom, and with which hedges."""
    options = {"quote": quote, "url": url, "near": near}
    kind = _kind(options | {"speaker": speaker, "place": place, "topic": topic})

    async def question(service: Service) -> LookupAnswer:
        return await service.collection.lookup(**cast("LookedUp", {kind: text}))

    answer = asked(settings(store, time_limit), question, as_of)
    if form is ReadingFormat.JSON:
        print_json(answer.model_dump(mode="json"))
        return
    from kg.cli.narrating import lookup_lines

    tell(lookup_lines(answer))


def _kind(given: Mapping[str, bool]) -> str:
    """Return as what TEXT is to be looked up.

    Raises:
        UsageError: several were given.
    """
    chosen = [kind for kind, wanted in given.items() if wanted]
    if len(chosen) > 1:
        raise UsageError(
            " and ".join(f"--{kind}" for kind in chosen) + " exclude each other",
            hint="give one of them",
        )
    return chosen[0] if chosen else "text"
