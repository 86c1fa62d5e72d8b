"""`/` and `/about`: where people begin, and what this is."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg.search.filters import Page
from kg_api.negotiation import JSON, choose
from kg_api.pages.rendering import HTML, begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.routes.about import entry
from kg_api.service import ServiceDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

SHOWN = 3


@router.get("/")
async def home(request: Request, service: ServiceDep) -> Response:
    """Show people where to ask; programs are told where everything is."""
    if choose(request.headers.get("accept"), (JSON, HTML)) == JSON:
        return await entry(request, service)
    await begin(request, service)
    coverage = await service.collection.coverage()
    claims = await service.collection.claims(Page(limit=SHOWN, facets=False))
    context = {"coverage": coverage, "claims": claims.items}
    return page(request, "home", context, revision=coverage.revision)


@router.get("/about")
async def about(request: Request, service: ReadingDep) -> Response:
    """Say what is kept here, how to read it, and what it holds."""
    await begin(request, service)
    coverage = await service.collection.coverage()
    return page(request, "about", {"coverage": coverage}, revision=coverage.revision)
