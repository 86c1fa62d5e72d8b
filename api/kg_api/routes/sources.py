"""`/sources`: published works, held or only cited, with their texts as held."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg.model.answers import AttributionListing, SourceAnswer, TextAnswer, ThingListing
from kg.model.views import SourceView
from kg.reading.collection import Collection
from kg_api.answers import LISTING, SINGLE, listed, one, single
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY, SnapshotId, SourceId
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep, SearchWords

router = APIRouter(
    prefix="/sources", tags=["Sources"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)


@router.get(".csv", include_in_schema=False)
@router.get(
    "", response_model=ThingListing[SourceView], responses=answers("sources", LISTING, more=READ)
)
async def sources(
    request: Request, service: ReadingDep, page: PageDep, q: SearchWords = None
) -> Response:
    """List sources; `held` is false for works that are cited and were never seen here."""
    return await listed(request, service, Collection.sources, page, q)


@router.get(
    "/{source}", response_model=SourceAnswer, responses=answers("source", SINGLE, more=READ)
)
async def source(request: Request, service: ReadingDep, source: SourceId) -> Response:
    """Show one source."""
    return await one(request, service, Collection.source, source)


@router.get("/{source}/attributions.csv", include_in_schema=False)
@router.get(
    "/{source}/attributions",
    response_model=AttributionListing,
    responses=answers("source-attributions", LISTING, more=READ),
)
async def source_attributions(
    request: Request, service: ReadingDep, source: SourceId, page: PageDep
) -> Response:
    """List what the source attributes to whom."""
    return await listed(request, service, Collection.source_attributions, source, page)


@router.get(
    "/{source}/text", response_model=TextAnswer, responses=answers("source-text", more=READ)
)
async def source_text(
    request: Request, service: ReadingDep, source: SourceId, snapshot: SnapshotId = None
) -> Response:
    """Show the text as held, with every passage that something is anchored to.

    What was read in older snapshots is in `earlier`, each with what became of its words.
    """
    return await single(request, service, Collection.source_text, source, snapshot)
