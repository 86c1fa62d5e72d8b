"""`kg show ID`: one claim, attribution, speaker, source or judgement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import AsOfOption, StoreOption, TimeLimitOption, settings
from kg.cli.output import ReadingFormat, ReadingFormatOption, print_json, tell
from kg.errors import UnknownThingError

if TYPE_CHECKING:
    from kg.cli.describing import Found
    from kg.collection.service import Service

KINDS = ("attribution", "claim", "speaker", "source", "judgement")


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="An id, kind/id, or an IRI.")],
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    as_of: AsOfOption = None,
    form: ReadingFormatOption = ReadingFormat.TEXT,
) -> None:
    """Show one thing; without a kind, the first that is found.

    Looked for are attribution, claim, speaker, source and judgement, in this order.
    """

    async def question(service: Service) -> Found:
        return await find(service, name)

    found = asked(settings(store, time_limit), question, as_of)
    if form is ReadingFormat.JSON:
        print_json(found.model_dump(mode="json"))
        return
    from kg.cli.describing import lines

    tell(lines(found))


async def find(service: Service, name: str) -> Found:
    """Return the thing of that id.

    Raises:
        UnknownThingError: no kind has it.
    """
    kind, _, rest = name.removeprefix(service.settings.base).partition("/")
    kinds, wanted = ((kind,), rest) if kind in KINDS and rest else (KINDS, name)
    verbs: dict[str, Callable[[str], Awaitable[Found]]] = {
        "attribution": service.collection.attribution,
        "claim": service.collection.claim,
        "speaker": service.collection.speaker,
        "source": service.collection.source,
        "judgement": service.collection.judgement,
    }
    for each in kinds:
        try:
            return await verbs[each](wanted)
        except UnknownThingError:
            continue
    raise UnknownThingError(
        f"nothing here has the id “{wanted}”",
        where="ID",
        hint="kg who-said WORDS finds ids; it was looked for among " + ", ".join(kinds),
    )
