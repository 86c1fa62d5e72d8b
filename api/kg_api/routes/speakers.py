"""`/speakers`: whom attributions credit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.model.answers import AttributionListing, SpeakerAnswer, ThingListing
from kg.model.positions import PositionListing
from kg.model.views import SpeakerView
from kg.reading.collection import Collection
from kg_api.answers import LISTING, SINGLE, listed, one, single
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, SpeakerId
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep, SearchWords

router = APIRouter(
    prefix="/speakers", tags=["Speakers"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)


@router.get(".csv", include_in_schema=False)
@router.get(
    "", response_model=ThingListing[SpeakerView], responses=answers("speakers", LISTING, more=READ)
)
async def speakers(
    request: Request, service: ReadingDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List speakers: people, organizations, groups and undisclosed agents."""
    return await listed(request, service, Collection.speakers, page, q)


@router.get(
    "/{speaker}", response_model=SpeakerAnswer, responses=answers("speaker", SINGLE, more=READ)
)
async def speaker(request: Request, service: ReadingDep, speaker: SpeakerId) -> Response:
    """Show one speaker with every name, role and wording on record."""
    return await one(request, service, Collection.speaker, speaker)


@router.get("/{speaker}/attributions.csv", include_in_schema=False)
@router.get(
    "/{speaker}/attributions",
    response_model=AttributionListing,
    responses=answers("speaker-attributions", LISTING, more=READ),
)
async def speaker_attributions(
    request: Request, service: ReadingDep, speaker: SpeakerId, page: PageDep
) -> Response:
    """List what is attributed to the speaker, by whichever source."""
    return await listed(request, service, Collection.speaker_attributions, speaker, page)


@router.get(
    "/{speaker}/positions",
    response_model=PositionListing,
    responses=answers("speaker-positions", more=READ),
)
async def speaker_positions(
    request: Request,
    service: ReadingDep,
    speaker: SpeakerId,
    page: PageDep,
    claim: Annotated[
        str | None, Query(max_length=LONGEST_ID, description="Only on this claim: its id.")
    ] = None,
) -> Response:
    """Show where the speaker stands, claim by claim and over time; a turn only where dates tell."""
    return await single(request, service, Collection.positions, speaker, claim, page)
