"""`/sparql` in a browser: a query, its rows, and what is wrong with it, at its place."""

from __future__ import annotations

import shlex
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from kg.collection.opening import Service
from kg.errors import BadQueryError, KgError, NotAcceptableError
from kg.pool.process import Charge
from kg.store.base import Dataset, Formats, GraphFormat, ResultFormat
from kg_api.departing import while_there
from kg_api.journal import note_query
from kg_api.negotiation import choose
from kg_api.pages.rendering import HTML, begin, page
from kg_api.pages.rows import table
from kg_api.problems import problem_body, status
from kg_api.protocol import read_get
from kg_api.quick import QuickRoute
from kg_api.routes.sparql import ROWS, SHORT, ask_by_address
from kg_api.service import charge_of, service_of

router = APIRouter(include_in_schema=False, route_class=QuickRoute)

FIRST: Final = """\
PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?speaker ?name ?claim ?words
WHERE {
  ?attribution a cp:Attribution ; cp:speaker ?speaker ; cp:claim ?claim .
  ?speaker rdfs:label ?name .
  ?claim rdfs:label ?words .
}
ORDER BY ?name ?words
LIMIT 20
"""
_BOTH: Final = Formats(rows=ResultFormat.JSON, graph=GraphFormat.TURTLE)
_DOWNLOADS: Final = {"rows": ("csv", "tsv", "json", "xml"), "graph": ("ttl", "nt", "jsonld")}


@router.get("/sparql")
async def workbench(request: Request) -> Response:
    """Show people the workbench; programs get what the SPARQL 1.1 Protocol says."""
    service, charge = service_of(request), charge_of(request)
    if not _for_people(request):
        return await ask_by_address(request, service, charge)
    if not request.query_params.get("query"):
        begin(request, service)
        context = _context(service, FIRST)
        return page(request, "workbench", context, revision=service.revision)
    asked = read_get(request.scope["query_string"])
    note_query(request, asked.query)
    begin(request, service)
    return await _answered(request, service, charge, asked.query)


def _for_people(request: Request) -> bool:
    try:
        if choose(request.headers.get("accept"), (ROWS[0], HTML)) != HTML:
            return False
    except NotAcceptableError:
        return False
    return "format" not in request.query_params


async def _answered(request: Request, service: Service, charge: Charge, query: str) -> Response:
    context, revision = _context(service, query), service.revision
    try:
        answer = await while_there(request, service.sparql(query, _BOTH, Dataset(), charge))
    except KgError as error:
        request.state.problem = error.kind
        told = {"where": None, "hint": None, "line": None, "column": None, **problem_body(error)}
        caret = _caret(query, error) if isinstance(error, BadQueryError) else None
        context |= {"problem": told, "caret": caret}
        return page(request, "workbench", context, revision=None, status=status(type(error)))
    if answer.form == "graph":
        context |= {"graph": answer.body.decode(), "downloads": _downloads(query, "graph")}
    else:
        context |= {
            "table": table(answer, service.settings.base),
            "downloads": _downloads(query, "rows"),
        }
    return page(request, "workbench", context, revision=answer.revision or revision)


def _context(service: Service, query: str) -> dict[str, Any]:
    return {
        "query": query,
        "catalogue": list(service.catalogue.values()),
        "limits": service.limits,
        "table": None,
        "graph": None,
        "problem": None,
        "caret": None,
        "downloads": (),
        "curl": f"curl -G localhost:8000/sparql --data-urlencode query={shlex.quote(query)}",
        "python": f"SPARQLWrapper('http://localhost:8000/sparql').setQuery({query!r})",
    }


def _caret(query: str, error: BadQueryError) -> str | None:
    """Return the line that is wrong, with a caret under the place."""
    lines = query.splitlines()
    if error.line is None or not 1 <= error.line <= len(lines):
        return None
    return f"{lines[error.line - 1]}\n{' ' * ((error.column or 1) - 1)}^"


def _downloads(query: str, kind: str) -> list[tuple[str, str]]:
    return [
        (each, "/sparql?" + urlencode({"query": query, "format": each}))
        for each in _DOWNLOADS[kind]
        if each in SHORT
    ]
