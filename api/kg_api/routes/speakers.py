"""`/speakers`: whom attributions credit."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg.model.answers import AttributionListing, Listing, SpeakerAnswer
from kg.model.views import SpeakerView
from kg_api.answers import LISTING, SINGLE, check_fresh, listing, single, split_suffix, wanted
from kg_api.examples import answers
from kg_api.routes.listing import PageDep, SearchWords
from kg_api.service import ServiceDep

router = APIRouter(prefix="/speakers", tags=["Speakers"])


@router.get("", response_model=Listing[SpeakerView], responses=answers("speakers"))
async def speakers(
    request: Request, service: ServiceDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List speakers: people, organizations, groups and undisclosed agents."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    return listing(request, await service.collection.speakers(page, q), media_type)


@router.get("/{speaker}", response_model=SpeakerAnswer, responses=answers("speaker"))
async def speaker(request: Request, service: ServiceDep, speaker: str) -> Response:
    """Show one speaker with every name, role and wording on record."""
    name, suffix = split_suffix(speaker)
    media_type = wanted(request, SINGLE, suffix)
    check_fresh(request, service, media_type)
    return await single(request, service, await service.collection.speaker(name), media_type)


@router.get(
    "/{speaker}/attributions",
    response_model=AttributionListing,
    responses=answers("speaker-attributions"),
)
async def speaker_attributions(
    request: Request, service: ServiceDep, speaker: str, page: PageDep
) -> Response:
    """List what is attributed to the speaker, by whichever source."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    answer = await service.collection.speaker_attributions(speaker, page)
    return listing(request, answer, media_type)
