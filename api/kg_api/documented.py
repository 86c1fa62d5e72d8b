"""Documented queries, and the rows of a run, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from kg.catalogue import Query
from kg.catalogue.query import Value
from kg.model.past import AsOf
from kg.reading.dated import dated_link
from kg.store.base import Answer
from kg.vocab import XSD

MOST_DIGITS = 15
"""What a JSON number holds exactly everywhere (RFC 8259 section 6); longer ones stay text."""


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


def summary(query: Query) -> QuerySummary:
    """Return a query as lists show it."""
    return QuerySummary(
        id=query.name,
        summary=query.summary,
        tags=list(query.tags),
        parameters=list(query.parameters),
        href=f"/api/v1/queries/{query.name}",
    )


def explained(query: Query, revision: int | None) -> QueryDocument:
    """Return all there is to know about a query; its example is filled in."""
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


def rows(query: Query, values: Mapping[str, Value], answer: Answer, as_of: AsOf | None) -> Run:
    """Return the rows of an answer (SPARQL results JSON), with the address that gives them."""
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
