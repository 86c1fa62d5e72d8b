"""`/queries`: the documented questions, each readable, runnable and linked to its SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from kg.catalogue import Query
from kg.catalogue.query import Value
from kg.errors import BadParameterError, NotAcceptableError
from kg.model.past import AsOf
from kg.reading.dated import dated_link
from kg.store.base import Answer, Formats
from kg.vocab import XSD
from kg_api.answers import (
    LISTING,
    check_fresh,
    document,
    respond,
    split_suffix,
    wanted,
    written,
)
from kg_api.departing import while_there
from kg_api.examples import answers
from kg_api.negotiation import JSON, ranked
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, pairs, twice
from kg_api.past import ReadingDep
from kg_api.routes.sparql import GRAPHS, ROWS, SHORT, wanted_formats
from kg_api.service import ChargeDep, ServiceDep

router = APIRouter(prefix="/queries", tags=["Queries"])

LONGEST_VALUE = 5000
MOST_DIGITS = 15
"""What a JSON number holds exactly everywhere (RFC 8259 section 6); longer ones stay text."""

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


class Parameter(BaseModel):
    """One parameter of a documented query."""

    name: str
    type: str
    description: str
    required: bool
    many: bool
    default: Any
    values: list[str]
    example: Any


class QuerySummary(BaseModel):
    """A documented query in a list."""

    id: str
    summary: str
    tags: list[str]
    parameters: list[str]
    href: str


class QueryDocument(BaseModel):
    """All there is to know about a documented query."""

    id: str
    summary: str
    description: str
    tags: list[str]
    form: str
    parameters: list[Parameter]
    answers: dict[str, str]
    key: list[str]
    competency: list[int]
    portable: dict[str, str]
    text: str
    example: dict[str, Any]
    run: str
    revision: int | None
    sparql: str


class QueryListing(BaseModel):
    """Every documented query, in the order of their names."""

    items: list[QuerySummary]
    next: None
    revision: int | None


class Run(BaseModel):
    """The rows of one run; a value that is absent has no place in its row."""

    query: str
    columns: list[str]
    items: list[dict[str, Any]]
    next: None
    revision: int | None
    sparql: str
    as_of: AsOf | None = Field(None, exclude_if=lambda moment: moment is None)


def run_link(query: Query, values: Mapping[str, Value]) -> str:
    """Return the address that runs a query with these values."""
    return f"/api/v1/queries/{query.name}/run" + _filled(values)


def sparql_link(query: Query, values: Mapping[str, Value]) -> str:
    """Return the address that evaluates the very same SPARQL, terms bound."""
    return "/sparql?" + urlencode({"query": query.bind(values)})


def _filled(values: Mapping[str, Value]) -> str:
    return f"?{urlencode(values, doseq=True)}" if values else ""


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
        items=[_summary(query) for query in service.catalogue.values()],
        next=None,
        revision=service.revision,
    )
    return written(request, listing, media_type)


def _summary(query: Query) -> QuerySummary:
    return QuerySummary(
        id=query.name,
        summary=query.summary,
        tags=list(query.tags),
        parameters=list(query.parameters),
        href=f"/api/v1/queries/{query.name}",
    )


@router.get(
    "/{noun}/{name}",
    response_model=QueryDocument,
    responses=answers("query"),
    dependencies=DECLARED_ONLY,
)
async def query(request: Request, service: ServiceDep, noun: Noun, name: Name) -> Response:
    """Explain one question: parameters, columns, the SPARQL, and a link that runs its example."""

    async def find() -> QueryDocument:
        return _document(service.catalogue[f"{noun}/{name}"], service.revision)

    return await document(request, service, find)


def _document(query: Query, revision: int | None) -> QueryDocument:
    return QueryDocument(
        id=query.name, summary=query.summary, description=query.description,
        tags=list(query.tags), form=query.form,
        parameters=[
            Parameter(
                name=each.name, type=each.type, description=each.description,
                required=each.required, many=each.takes_many, default=each.default,
                values=list(each.values), example=each.example,
            )
            for each in query.parameters.values()
        ],
        answers=dict(query.answers), key=list(query.key), competency=list(query.competency),
        portable=dict(query.portable), text=query.text, example=dict(query.example),
        run=run_link(query, query.example), revision=revision,
        sparql=sparql_link(query, query.example),
    )  # fmt: skip


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
        return written(request, _rows(asked, values, answer, service.as_of))
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


def _rows(query: Query, values: Mapping[str, Value], answer: Answer, as_of: AsOf | None) -> Run:
    told = json.loads(answer.body)
    if answer.form == "ask":
        columns, items = ["answer"], [{"answer": told["boolean"]}]
    else:
        columns = told["head"]["vars"]
        items = [
            {name: _value(term) for name, term in binding.items()}
            for binding in told["results"]["bindings"]
        ]
    return Run(
        query=query.name,
        columns=columns,
        items=items,
        next=None,
        revision=answer.revision,
        sparql=dated_link(sparql_link(query, values), as_of),
        as_of=as_of,
    )


def _value(term: Mapping[str, str]) -> str | int | bool:
    datatype, value = term.get("datatype"), term["value"]
    if datatype == XSD + "boolean":
        return value == "true"
    is_count = datatype == XSD + "integer" and len(value) <= MOST_DIGITS
    return int(value) if is_count else value
