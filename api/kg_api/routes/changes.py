"""`/changes`: what was accepted, superseded, retracted or erased, when, by whom and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from kg.model.answers import Listing
from kg.model.changes import ChangeView
from kg.reading.changes import ChangeFilters
from kg_api.answers import LISTING, next_page, respond, split_suffix, wanted, written
from kg_api.atom import feed
from kg_api.examples import READ, answers
from kg_api.freshness import check_fresh
from kg_api.negotiation import SUFFIXES
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep

router = APIRouter(
    prefix="/changes", tags=["Changes"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)

ATOM = SUFFIXES["atom"]


async def _filters(
    record: Annotated[
        str | None, Query(max_length=LONGEST_ID, description="Only changes to this record: its id.")
    ] = None,
    kind: Annotated[
        str | None,
        Query(max_length=LONGEST_ID, description="Only this kind, such as `retracted`."),
    ] = None,
    since: Annotated[
        str | None,
        Query(
            max_length=LONGEST_ID,
            description="A revision: only events after it. Or a time with its zone, or a day: only "
            "what happened then or later.",
        ),
    ] = None,
) -> ChangeFilters:
    return ChangeFilters(record=record, kind=kind, since=since)


FiltersDep = Annotated[ChangeFilters, Depends(_filters)]
"""Ask for this in a handler of whatever changes may be narrowed to."""


@router.get(".atom", include_in_schema=False)
@router.get(".csv", include_in_schema=False)
@router.get(
    "",
    response_model=Listing[ChangeView],
    responses=answers("changes", (*LISTING, ATOM), more=READ),
)
async def changes(
    request: Request,
    service: ReadingDep,
    page: PageDep,
    filters: FiltersDep,
) -> Response:
    """List what happened to the collection, the newest first; drafts are not among it."""
    media_type = wanted(request, (*LISTING, ATOM), split_suffix(request.scope["path"])[1])
    check_fresh(request, service, media_type)
    found = await service.collection.changes(filters, page)
    if media_type == ATOM:
        body = feed(found, service.settings.base, next_page(request, found.next))
        return respond(request, body, media_type, found.revision)
    return written(request, found, media_type)
