"""`/judgements`: who thinks that two things are the same, or contradict each other, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from kg.model.answers import JudgementAnswer, Listing
from kg.model.views import JudgementView
from kg.reading.collection import Collection
from kg.search.filters import JudgementFilters
from kg_api.answers import LISTING, SINGLE, listed, one
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, JudgementId
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep

router = APIRouter(
    prefix="/judgements", tags=["Judgements"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)


async def _filters(
    relation: Annotated[
        str | None,
        Query(max_length=LONGEST_ID, description="What is judged to hold, such as `sameSpeaker`."),
    ] = None,
    about: Annotated[
        str | None,
        Query(max_length=LONGEST_ID, description="A thing on either side, as kind/id."),
    ] = None,
    by: Annotated[
        str | None, Query(max_length=LONGEST_ID, description="Who judged: an annotator's id.")
    ] = None,
    by_program: Annotated[
        bool | None, Query(description="Whether a program judged, or a person.")
    ] = None,
) -> JudgementFilters:
    return JudgementFilters(relation=relation, about=about, by=by, by_program=by_program)


@router.get(".csv", include_in_schema=False)
@router.get(
    "", response_model=Listing[JudgementView], responses=answers("judgements", LISTING, more=READ)
)
async def judgements(
    request: Request,
    service: ReadingDep,
    page: PageDep,
    filters: Annotated[JudgementFilters, Depends(_filters)],
) -> Response:
    """List judgements: those of people first, then those of programs. None is a verdict."""
    return await listed(request, service, Collection.judgements, filters, page)


@router.get(
    "/{judgement}",
    response_model=JudgementAnswer,
    responses=answers("judgement", SINGLE, more=READ),
)
async def judgement(request: Request, service: ReadingDep, judgement: JudgementId) -> Response:
    """Show one judgement: who judges what, when and why, and where that is recorded."""
    return await one(request, service, Collection.judgement, judgement)
