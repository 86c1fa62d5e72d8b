"""`/claims`: what is said, who says it, how it reached us, and what contradicts it."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from kg.model.answers import (
    AttributionListing,
    ClaimAnswer,
    ContradictionListing,
    ThingListing,
    TraceAnswer,
)
from kg.model.views import ClaimView
from kg.reading.collection import Collection
from kg.trace.graphml import graphml
from kg.trace.mermaid import mermaid
from kg_api.answers import (
    LISTING,
    SINGLE,
    listed,
    one,
    respond,
    single,
    split_suffix,
    told,
    wanted,
)
from kg_api.examples import READ, answers
from kg_api.freshness import check_fresh
from kg_api.negotiation import JSON, SUFFIXES
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep, SearchWords

DRAWINGS = {SUFFIXES["graphml"]: graphml, SUFFIXES["mmd"]: mermaid}

router = APIRouter(
    prefix="/claims", tags=["Claims"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)


@router.get(".csv", include_in_schema=False)
@router.get(
    "", response_model=ThingListing[ClaimView], responses=answers("claims", LISTING, more=READ)
)
async def claims(
    request: Request, service: ReadingDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List claims in the order of their addresses; `q` narrows to those with these words."""
    return await listed(request, service, Collection.claims, page, q)


@router.get("/{claim}", response_model=ClaimAnswer, responses=answers("claim", SINGLE, more=READ))
async def claim(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Show one claim. That it is here says nothing about whether it is so."""
    return await one(request, service, Collection.claim, claim)


@router.get("/{claim}/attributions.csv", include_in_schema=False)
@router.get(
    "/{claim}/attributions",
    response_model=AttributionListing,
    responses=answers("claim-attributions", LISTING, more=READ),
)
async def claim_attributions(
    request: Request, service: ReadingDep, claim: ClaimId, page: PageDep
) -> Response:
    """List every attribution of the claim: who is credited, by which source, in which words."""
    return await listed(request, service, Collection.claim_attributions, claim, page)


@router.get("/{claim}/trace.graphml", include_in_schema=False)
@router.get("/{claim}/trace.mmd", include_in_schema=False)
@router.get(
    "/{claim}/trace",
    response_model=TraceAnswer,
    responses=answers("claim-trace", tuple(DRAWINGS), more=READ),
)
async def claim_trace(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Show the chains from each source back to the origins, and how many are independent.

    What is null was not computed. As GraphML or Mermaid it is a drawing of the same.
    """
    media_type = wanted(request, (JSON, *DRAWINGS), split_suffix(request.scope["path"])[1])
    check_fresh(request, service, media_type)
    if draw := DRAWINGS.get(media_type):
        found = await service.collection.trace(claim)
        drawing = await asyncio.to_thread(draw, found)
        return respond(request, drawing.encode(), media_type, found.revision)
    return told(request, await service.tell(Collection.trace, claim))


@router.get(
    "/{claim}/contradictions",
    response_model=ContradictionListing,
    responses=answers("claim-contradictions", more=READ),
)
async def claim_contradictions(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Show what is judged to contradict the claim, and who denies it; no verdict."""
    return await single(request, service, Collection.contradictions, claim)
