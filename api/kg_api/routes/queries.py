"""`/queries`: the documented questions, each readable, runnable and linked to its SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from kg.catalogue import Query
from kg.catalogue.query import Value
from kg.errors import BadParameterError, NotAcceptableError
from kg.store.base import Answer, Formats
from kg_api.answers import check_fresh, json_answer, respond
from kg_api.examples import answers
from kg_api.negotiation import JSON, ranked
from kg_api.routes.sparql import GRAPHS, ROWS, SHORT, wanted_formats
from kg_api.service import ServiceDep

router = APIRouter(prefix="/queries", tags=["Queries"])

RESERVED = {"format"}
DATATYPES = {
    "http://www.w3.org/2001/XMLSchema#integer": int,
    "http://www.w3.org/2001/XMLSchema#boolean": lambda text: text == "true",
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


def run_link(query: Query, values: Mapping[str, Value]) -> str:
    """Return the address that runs a query with these values."""
    return f"/api/v1/queries/{query.name}/run" + _filled(values)


def sparql_link(query: Query, values: Mapping[str, Value]) -> str:
    """Return the address that evaluates the very same SPARQL, terms bound."""
    return "/sparql?" + urlencode({"query": query.bind(values)})


def _filled(values: Mapping[str, Value]) -> str:
    return f"?{urlencode(values, doseq=True)}" if values else ""


@router.get("", response_model=QueryListing, responses=answers("queries"))
async def queries(request: Request, service: ServiceDep) -> Response:
    """List the documented questions."""
    check_fresh(request, service, JSON)
    items = [
        QuerySummary(
            id=query.name, summary=query.summary, tags=list(query.tags),
            parameters=list(query.parameters), href=f"/api/v1/queries/{query.name}",
        ).model_dump()
        for query in service.catalogue.values()
    ]  # fmt: skip
    document = {"items": items, "next": None, "revision": service.revision}
    return json_answer(request, document, service.revision)


@router.get("/{noun}/{name}", response_model=QueryDocument, responses=answers("query"))
async def query(request: Request, service: ServiceDep, noun: str, name: str) -> Response:
    """Explain one question: parameters, columns, the SPARQL, and a link that runs its example."""
    check_fresh(request, service, JSON)
    asked = service.catalogue[f"{noun}/{name}"]
    return json_answer(request, _document(asked).model_dump(), service.revision)


def _document(query: Query) -> QueryDocument:
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
        run=run_link(query, query.example), sparql=sparql_link(query, query.example),
    )  # fmt: skip


@router.get("/{noun}/{name}/run", response_model=Run, responses=answers("run"))
async def run(request: Request, service: ServiceDep, noun: str, name: str) -> Response:
    """Run one question; its parameters go into the address.

    JSON rows by default; SPARQL results as JSON, XML, CSV or TSV, and RDF for graphs, by `Accept`
    or `format`.
    """
    asked = service.catalogue[f"{noun}/{name}"]
    values, short = _values(request)
    plain = _is_plain(request, asked, short)
    formats = Formats() if plain else wanted_formats(request.headers.get("accept"), short)
    variant = JSON if plain else f"{formats.rows} {formats.graph}"
    check_fresh(request, service, variant)
    answer = await service.run(asked, values, formats)
    if not plain:
        return respond(request, answer.body, answer.media_type, answer.revision, variant=variant)
    document = _rows(answer) | {
        "query": asked.name, "next": None, "revision": answer.revision,
        "sparql": sparql_link(asked, values),
    }  # fmt: skip
    return json_answer(request, document, answer.revision)


def _values(request: Request) -> tuple[dict[str, Value], str | None]:
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    formats = given.pop("format", [])
    if len(formats) > 1:
        raise BadParameterError("given more than once", where="format", hint="send one of them")
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


def _rows(answer: Answer) -> dict[str, Any]:
    document = json.loads(answer.body)
    if answer.form == "ask":
        return {"columns": ["answer"], "items": [{"answer": document["boolean"]}]}
    rows = [
        {name: _value(term) for name, term in binding.items()}
        for binding in document["results"]["bindings"]
    ]
    return {"columns": document["head"]["vars"], "items": rows}


def _value(term: Mapping[str, str]) -> object:
    read = DATATYPES.get(term.get("datatype", ""))
    return read(term["value"]) if read else term["value"]
