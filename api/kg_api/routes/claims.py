"""`/claims`: what is said, who says it, how it reached us, and what contradicts it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg.model.answers import (
    AttributionListing,
    ClaimAnswer,
    ContradictionListing,
    Listing,
    TraceAnswer,
)
from kg.model.views import ClaimView
from kg_api.answers import (
    LISTING,
    SINGLE,
    check_fresh,
    json_answer,
    listing,
    single,
    split_suffix,
    wanted,
)
from kg_api.examples import answers
from kg_api.negotiation import JSON
from kg_api.routes.listing import PageDep, SearchWords
from kg_api.service import ServiceDep

router = APIRouter(prefix="/claims", tags=["Claims"])


@router.get("", response_model=Listing[ClaimView], responses=answers("claims"))
async def claims(
    request: Request, service: ServiceDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List claims in the order of their addresses; `q` narrows to those with these words."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    return listing(request, await service.collection.claims(page, q), media_type)


@router.get("/{claim}", response_model=ClaimAnswer, responses=answers("claim"))
async def claim(request: Request, service: ServiceDep, claim: str) -> Response:
    """Show one claim. That it is here says nothing about whether it is so."""
    name, suffix = split_suffix(claim)
    media_type = wanted(request, SINGLE, suffix)
    check_fresh(request, service, media_type)
    return await single(request, service, await service.collection.claim(name), media_type)


@router.get(
    "/{claim}/attributions",
    response_model=AttributionListing,
    responses=answers("claim-attributions"),
)
async def claim_attributions(
    request: Request, service: ServiceDep, claim: str, page: PageDep
) -> Response:
    """List every attribution of the claim: who is credited, by which source, in which words."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    answer = await service.collection.claim_attributions(claim, page)
    return listing(request, answer, media_type)


@router.get("/{claim}/trace", response_model=TraceAnswer, responses=answers("claim-trace"))
async def claim_trace(request: Request, service: ServiceDep, claim: str) -> Response:
    """Show the chains from each source back to the origins; what is null was not computed."""
    wanted(request, (JSON,))
    check_fresh(request, service, JSON)
    answer = await service.collection.trace(claim)
    return json_answer(request, answer.model_dump(mode="json"), answer.revision)


@router.get(
    "/{claim}/contradictions",
    response_model=ContradictionListing,
    responses=answers("claim-contradictions"),
)
async def claim_contradictions(request: Request, service: ServiceDep, claim: str) -> Response:
    """Show what is judged to contradict the claim, and who denies it; no verdict."""
    wanted(request, (JSON,))
    check_fresh(request, service, JSON)
    answer = await service.collection.contradictions(claim)
    return json_answer(request, answer.model_dump(mode="json"), answer.revision)
