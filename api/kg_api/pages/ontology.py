"""`/ns` in a browser: every term in words. Programs get the ontology as RDF."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from kg.errors import NotAcceptableError
from kg.rdf.glossary import glossary
from kg_api.negotiation import choose
from kg_api.pages.rendering import HTML, begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.routes.about import ONTOLOGY_FORMATS, namespace
from kg_api.service import ServiceDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

KINDS: Final = (("class", "Classes"), ("property", "Properties"), ("value", "Values of our lists"))


@router.get("/ns")
async def ontology(request: Request, service: ServiceDep) -> Response:
    """Show people the terms; programs get them in the format they ask for."""
    if not _for_people(request):
        return await namespace(request)
    await begin(request, service)
    entries = glossary()
    groups = [(title, [one for one in entries if one.kind == kind]) for kind, title in KINDS]
    return page(request, "ontology", {"groups": groups}, revision=None)


def _for_people(request: Request) -> bool:
    try:
        return choose(request.headers.get("accept"), (ONTOLOGY_FORMATS[0], HTML)) == HTML
    except NotAcceptableError:
        return False
