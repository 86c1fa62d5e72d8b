"""`/queries`: the documented questions, each with a form that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from kg.catalogue import Query
from kg.catalogue.query import Value
from kg.errors import BadParameterError
from kg.store.base import Formats, ResultFormat
from kg_api.departing import while_there
from kg_api.documented import run_link
from kg_api.pages.rendering import begin, page
from kg_api.pages.rows import Table, table
from kg_api.parameters import DECLARED_ONLY, pairs
from kg_api.past import PARAMETER, ReadingDep
from kg_api.routes.queries import LONGEST_VALUE, Name, Noun
from kg_api.service import ChargeDep, ServiceDep

router = APIRouter(prefix="/queries", include_in_schema=False)

ASK: Final = "ask"
"""What the form sends besides the values: with no value at all there is still something to ask."""
_ROWS: Final = Formats(rows=ResultFormat.JSON)


@router.get("", dependencies=DECLARED_ONLY)
async def queries(request: Request, service: ServiceDep) -> Response:
    """List the questions by what they are about."""
    await begin(request, service)
    groups = [
        (noun, list(found))
        for noun, found in groupby(service.catalogue.values(), key=lambda query: query.noun)
    ]
    return page(request, "queries", {"groups": groups}, revision=service.revision)


@router.get("/{noun}/{name}")
async def query(
    request: Request, service: ReadingDep, charge: ChargeDep, noun: Noun, name: Name
) -> Response:
    """Explain a question, and answer it where values are given."""
    await begin(request, service)
    asked = service.catalogue[f"{noun}/{name}"]
    given, wanted = _given(request)
    problem: BadParameterError | None = None
    found: Table | None = None
    revision = service.revision
    if wanted and asked.form != "construct":
        try:
            answer = await while_there(request, service.run(asked, given, _ROWS, charge))
            found, revision = table(answer, service.settings.base), answer.revision
        except BadParameterError as error:
            problem = error
    context = {
        "query": asked,
        "given": {**asked.example, **given} if not wanted else given,
        "table": found,
        "problem": problem,
        "run": run_link(asked, given if wanted else asked.example),
        "cli": _command(asked, given if wanted else asked.example),
        "bound": urlencode({"query": asked.bind(given)}) if found else None,
    }
    return page(request, "query", context, revision=revision, status=422 if problem else 200)


def _given(request: Request) -> tuple[dict[str, Value], bool]:
    """Return the values in the address by their names; empty fields are not filled in."""
    found: dict[str, list[str]] = {}
    wanted = False
    for name, value in pairs(request.scope["query_string"], where="query string"):
        if name == PARAMETER:
            continue
        wanted = True
        if name != ASK and value:
            found.setdefault(name, []).append(value[:LONGEST_VALUE])
    return {name: each[0] if len(each) == 1 else each for name, each in found.items()}, wanted


def _command(asked: Query, values: Mapping[str, Value]) -> str:
    told = [f"kg ask {asked.name}"]
    for name, value in values.items():
        each = [value] if isinstance(value, str) else value
        told += [f"{name}={_quoted(one)}" for one in each]
    return " ".join(told)


def _quoted(value: str) -> str:
    plain = value.replace("'", "'\\''")
    return value if value.replace("-", "").replace("/", "").isalnum() else f"'{plain}'"
