"""`kg ask NOUN/QUESTION name=value…`: run a documented question."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.cli.opening import asked
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import Format, FormatOption, print_rows, print_text
from kg.collection.opening import Service
from kg.errors import BadParameterError
from kg.store.base import Answer, Formats


def ask(
    name: Annotated[str, typer.Argument(help="noun/question; `kg queries list` shows all.")],
    values: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="Its parameters.")
    ] = None,
    store: StoreOption = None,
    time_limit: TimeLimitOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Run a documented question of the catalogue."""
    given = parameters(values or [])

    async def question(service: Service) -> Answer:
        return await service.run(service.catalogue[name], given, Formats())

    print_answer(asked(settings(store, time_limit), question), form)


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


def print_answer(answer: Answer, form: Format) -> None:
    """Print what a query gave: rows in a format, a truth value, or statements."""
    if answer.form == "graph":
        print_text(answer.body.decode().rstrip("\n"))
        return
    document = json.loads(answer.body)
    if answer.form == "ask":
        print_rows(["answer"], [{"answer": str(document["boolean"]).lower()}], form)
        return
    columns = document["head"]["vars"]
    rows = [
        {name: term["value"] for name, term in binding.items()}
        for binding in document["results"]["bindings"]
    ]
    print_rows(columns, rows, form)
