"""`/speakers/{speaker}`: all names and titles as printed, and what is attributed to them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.model.answers import AttributionListing, SpeakerAnswer
from kg.reading.consistency import at_one_revision
from kg.search.filters import Page
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY, SpeakerId
from kg_api.past import ReadingDep

router = APIRouter(prefix="/speakers", include_in_schema=False, dependencies=DECLARED_ONLY)

LENGTH = 50


@router.get("/{speaker}")
async def speaker(
    request: Request,
    service: ReadingDep,
    speaker: SpeakerId,
    cursor: Annotated[str | None, Query(max_length=5000)] = None,
) -> Response:
    """Show one speaker."""
    await begin(request, service)
    collection, cut = service.collection, Page(limit=LENGTH, cursor=cursor or None, facets=False)

    async def ask() -> tuple[tuple[SpeakerAnswer, AttributionListing], tuple[int | None, ...]]:
        told = await collection.speaker(speaker)
        said = await collection.speaker_attributions(speaker, cut)
        return (told, said), (told.revision, said.revision)

    told, said = await at_one_revision(ask)
    return page(request, "speaker", {"speaker": told, "said": said}, revision=told.revision)
