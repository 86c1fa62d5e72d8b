"""`kg ask NOUN/QUESTION name=value…`: run a documented question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answering import print_answer
from kg.cli.opening import asked
from kg.cli.options import AsOfOption, StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption
from kg.errors import BadParameterError

if TYPE_CHECKING:
    from kg.collection.service import Service
    from kg.store.base import Answer


def ask(
    name: Annotated[str, typer.Argument(help="noun/question; `kg queries list` shows all.")],
    values: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="Its parameters.")
    ] = None,
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Run a documented question of the catalogue."""
    from kg.store.base import Formats

    given = parameters(values or [])
    chosen = settings(store, time_limit)

    async def question(service: Service) -> tuple[Answer, str]:
        answer = await service.run(service.catalogue[name], given, Formats())
        return answer, service.settings.base

    print_answer(*asked(chosen, question, as_of), form)


def parameters(values: list[str]) -> dict[str, str | list[str]]:
    """Return `name=value` pairs as a mapping; a name given twice has a list.

    Raises:
        BadParameterError: one of them has no `=`.
    """
    given: dict[str, str | list[str]] = {}
    for entry in values:
        name, equals, value = entry.partition("=")
        if not equals:
            raise BadParameterError(
                f"“{entry}” is not name=value", where=entry, hint="for example claim=hill-taken"
            )
        earlier = given.get(name)
        if earlier is None:
            given[name] = value
        else:
            given[name] = [*([earlier] if isinstance(earlier, str) else earlier), value]
    return given
