"""`/queries`: the documented questions, each readable, runnable and linked to its SPARQL."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from kg.catalogue import Query
from kg.catalogue.query import Value
from kg.errors import BadParameterError, NotAcceptableError
from kg.store.base import Formats
from kg_api.answers import (
    LISTING,
    document,
    respond,
    split_suffix,
    wanted,
    written,
)
from kg_api.departing import while_there
from kg_api.documented import QueryDocument, QueryListing, Run, explained, rows, summary
from kg_api.examples import answers
from kg_api.freshness import check_fresh
from kg_api.negotiation import JSON, ranked
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, pairs, twice
from kg_api.past import ReadingDep
from kg_api.routes.sparql import GRAPHS, ROWS, SHORT, wanted_formats
from kg_api.service import ChargeDep, ServiceDep

router = APIRouter(prefix="/queries", tags=["Queries"])

LONGEST_VALUE = 5000
Noun = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="What the question is about, such as `claims`.",
        examples=["attributions"],
    ),
]
Name = Annotated[
    str,
    Path(max_length=LONGEST_ID, description="Its name among those.", examples=["by-speaker"]),
]
VALUES = {
    "name": "values",
    "in": "query",
    "required": False,
    "description": "The question's own parameters, each by its name; its documentation lists them.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"speaker": "russian-mod"},
}
FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "Instead of Accept.",
    "schema": {"type": "string", "enum": list(SHORT)},
}


@router.get(".csv", include_in_schema=False, dependencies=DECLARED_ONLY)
@router.get(
    "",
    response_model=QueryListing,
    responses=answers("queries", LISTING),
    dependencies=DECLARED_ONLY,
)
async def queries(request: Request, service: ServiceDep) -> Response:
    """List the documented questions."""
    media_type = wanted(request, LISTING, split_suffix(request.scope["path"])[1])
    check_fresh(request, service, media_type)
    listing = QueryListing(
        items=[summary(query) for query in service.catalogue.values()],
        next=None,
        revision=service.revision,
    )
    return written(request, listing, media_type)


@router.get(
    "/{noun}/{name}",
    response_model=QueryDocument,
    responses=answers("query"),
    dependencies=DECLARED_ONLY,
)
async def query(request: Request, service: ServiceDep, noun: Noun, name: Name) -> Response:
    """Explain one question: parameters, columns, the SPARQL, and a link that runs its example."""

    async def find() -> QueryDocument:
        return explained(service.catalogue[f"{noun}/{name}"], service.revision)

    return await document(request, service, find)


@router.get(
    "/{noun}/{name}/run",
    response_model=Run,
    responses=answers("run", [*ROWS, *GRAPHS], more=(304, 401, 404, 429)),
    openapi_extra={"parameters": [VALUES, FORMAT]},
)
async def run(
    request: Request, service: ReadingDep, charge: ChargeDep, noun: Noun, name: Name
) -> Response:
    """Run one question; its parameters go into the address, and `format` may go with them.

    JSON rows by default; SPARQL results as JSON, XML, CSV or TSV, and RDF for graphs, by `Accept`
    or `format`.
    """
    asked = service.catalogue[f"{noun}/{name}"]
    values, short = _values(request)
    plain = _is_plain(request, asked, short)
    formats = Formats() if plain else wanted_formats(request.headers.get("accept"), short)
    variant = JSON if plain else f"{formats.rows} {formats.graph}"
    check_fresh(request, service, variant)
    answer = await while_there(request, service.run(asked, values, formats, charge))
    if plain:
        return written(request, rows(asked, values, answer, service.as_of))
    return respond(request, answer.body, answer.media_type, answer.revision, variant=variant)


def _values(request: Request) -> tuple[dict[str, Value], str | None]:
    given: dict[str, list[str]] = {}
    for name, value in pairs(request.scope["query_string"], where="query string"):
        if len(value) > LONGEST_VALUE:
            raise BadParameterError(
                f"{len(value)} characters", where=name, hint=f"give at most {LONGEST_VALUE}"
            )
        given.setdefault(name, []).append(value)
    formats, moments = given.pop("format", []), given.pop("asOf", [])
    for name, sent in (("format", formats), ("asOf", moments)):
        if len(sent) > 1:
            raise twice(name)
    values: dict[str, Value] = {k: v[0] if len(v) == 1 else v for k, v in given.items()}
    return values, formats[0] if formats else None


def _is_plain(request: Request, query: Query, short: str | None) -> bool:
    if short is not None:
        return False
    accept = request.headers.get("accept")
    if query.form == "construct":
        return False
    fitting = ranked(accept, [JSON, *ROWS])
    if not fitting:
        raise NotAcceptableError(
            f"none of the formats asked for exists here: {accept}",
            where="Accept",
            hint="available: " + ", ".join([JSON, *ROWS, *GRAPHS]) + f"; format={'|'.join(SHORT)}",
        )
    return fitting[0] == JSON
