"""`/sparql` in a browser: a query, its rows, and what is wrong with it, at its place."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from kg.collection.service import Service
from kg.errors import BadParameterError, BadQueryError, KgError, NotAcceptableError
from kg.pool.process import Charge
from kg_api.departing import while_there
from kg_api.journal import note_query
from kg_api.negotiation import choose
from kg_api.pages.asked import Asked
from kg_api.pages.prefixes import Declared, declared
from kg_api.pages.rendering import HTML, begin, page
from kg_api.pages.results import formats, results
from kg_api.pages.tidying import tidy
from kg_api.pages.workbench_page import answered, context, given, refused
from kg_api.parameters import pairs
from kg_api.past import reading
from kg_api.problems import status
from kg_api.quick import QuickRoute
from kg_api.routes.sparql import ROWS, ask_by_address
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


@router.get("/sparql")
async def workbench(request: Request) -> Response:
    """Show people the workbench; programs get what the SPARQL 1.1 Protocol says."""
    service, charge = service_of(request), charge_of(request)
    if not _for_people(request):
        return await ask_by_address(request, service, charge)
    asked = Asked.read(pairs(request.scope["query_string"], where="address"), service.catalogue)
    service = await reading(request, asked.as_of)
    await begin(request, service)
    try:
        text = _text(asked)
    except (BadParameterError, BadQueryError) as error:
        return _refused(request, service, asked, Declared(asked.query, ()), error)
    if asked.run:
        return await _answered(request, service, charge, asked, text)
    return page(request, "workbench", context(service, asked, text), revision=service.revision)


def _for_people(request: Request) -> bool:
    try:
        if choose(request.headers.get("accept"), (ROWS[0], HTML)) != HTML:
            return False
    except NotAcceptableError:
        return False
    return "format" not in request.query_params


def _text(asked: Asked) -> Declared:
    """Return the query to show: one's own with our prefixes, or a question with its values."""
    if asked.question:
        return Declared(asked.question.bind(given(asked)), ())
    text = declared(asked.query or FIRST)
    return Declared(tidy(text.text), text.added) if asked.tidy else text


async def _answered(
    request: Request, service: Service, charge: Charge, asked: Asked, text: Declared
) -> Response:
    note_query(request, text.text)
    asking = service.sparql(text.text, formats(asked.show), asked.dataset, charge)
    try:
        answer = await while_there(request, asking)
    except KgError as error:
        return _refused(request, service, asked, text, error)
    found = results(answer, asked, service.settings.base)
    told = {**context(service, asked, text), **answered(request, service, text, found)}
    shown = page(request, "workbench", told, revision=answer.revision or service.revision)
    if not service.settings.public_url:
        # It names the host that the client named, which is only the client's word.
        shown.headers["Cache-Control"] = "private, no-cache"
    return shown


def _refused(
    request: Request, service: Service, asked: Asked, text: Declared, error: KgError
) -> Response:
    request.state.problem = error.kind
    told = {**context(service, asked, text), **refused(text.text, error)}
    return page(request, "workbench", told, revision=None, status=status(type(error)))
