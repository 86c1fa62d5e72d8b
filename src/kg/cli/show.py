"""`kg show ID`: one claim, attribution, speaker or source."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from kg.cli.narrating import attribution_lines
from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import console, print_json
from kg.cli.who_said import ReadingFormat
from kg.collection.opening import Service
from kg.errors import UnknownThingError
from kg.model.answers import AttributionAnswer, ClaimAnswer, SourceAnswer, SpeakerAnswer

Found = AttributionAnswer | ClaimAnswer | SourceAnswer | SpeakerAnswer
KINDS = ("attribution", "claim", "speaker", "source")


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="An id, or kind/id.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: Annotated[
        ReadingFormat, typer.Option("--format", "-f", help="For a person, or for a program.")
    ] = ReadingFormat.JSON,
) -> None:
    """Show one thing; without a kind, the first of attribution, claim, speaker, source."""

    async def question(service: Service) -> Found:
        return await find(service, name)

    found = asked(settings(store, time_limit), question)
    if form is ReadingFormat.TEXT and isinstance(found, AttributionAnswer):
        for line in attribution_lines(found):
            console().print(line)
        return
    print_json(found.model_dump(mode="json"))


async def find(service: Service, name: str) -> Found:
    """Return the thing of that id.

    Raises:
        UnknownThingError: no kind has it.
    """
    kind, slash, rest = name.partition("/")
    kinds = (kind,) if slash and kind in KINDS else KINDS
    wanted = rest if slash and kind in KINDS else name
    verbs: dict[str, Callable[[str], Awaitable[Found]]] = {
        "attribution": service.collection.attribution,
        "claim": service.collection.claim,
        "speaker": service.collection.speaker,
        "source": service.collection.source,
    }
    for each in kinds:
        try:
            return await verbs[each](wanted)
        except UnknownThingError:
            continue
    raise UnknownThingError(
        f"nothing here has the id “{wanted}”",
        where="ID",
        hint="kg who-said WORDS finds ids; an id is looked for among " + ", ".join(kinds),
    )
