"""`/sources`: published works, held or only cited, with their texts as held."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg.model.answers import AttributionListing, Listing, SourceAnswer, TextAnswer
from kg.model.views import SourceView
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

router = APIRouter(prefix="/sources", tags=["Sources"])


@router.get("", response_model=Listing[SourceView], responses=answers("sources"))
async def sources(
    request: Request, service: ServiceDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List sources; `held` is false for works that are cited and were never seen here."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    return listing(request, await service.collection.sources(page, q), media_type)


@router.get("/{source}", response_model=SourceAnswer, responses=answers("source"))
async def source(request: Request, service: ServiceDep, source: str) -> Response:
    """Show one source."""
    name, suffix = split_suffix(source)
    media_type = wanted(request, SINGLE, suffix)
    check_fresh(request, service, media_type)
    return await single(request, service, await service.collection.source(name), media_type)


@router.get(
    "/{source}/attributions",
    response_model=AttributionListing,
    responses=answers("source-attributions"),
)
async def source_attributions(
    request: Request, service: ServiceDep, source: str, page: PageDep
) -> Response:
    """List what the source attributes to whom."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    answer = await service.collection.source_attributions(source, page)
    return listing(request, answer, media_type)


@router.get("/{source}/text", response_model=TextAnswer, responses=answers("source-text"))
async def source_text(request: Request, service: ServiceDep, source: str) -> Response:
    """Show the text as held, with every passage that something is anchored to."""
    wanted(request, (JSON,))
    check_fresh(request, service, JSON)
    answer = await service.collection.source_text(source)
    return json_answer(request, answer.model_dump(mode="json"), answer.revision)
