"""`/compare`: two groups of speakers side by side on the same claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.model.positions import Comparison
from kg.reading.collection import Collection
from kg_api.answers import single
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep

router = APIRouter(
    prefix="/compare", tags=["Speakers"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)

LONGEST_GROUP = 2000

Group = Annotated[
    str,
    Query(
        max_length=LONGEST_GROUP,
        description="Ids of the speakers on this side, with commas between them.",
        examples=["russian-mod"],
    ),
]


@router.get("", response_model=Comparison, responses=answers("compare", more=READ))
async def compare(
    request: Request, service: ReadingDep, page: PageDep, one: Group, other: Group
) -> Response:
    """Show what each side does with the same claims, and which claims only one speaks of."""
    sides = (one.split(","), other.split(","))
    return await single(request, service, Collection.compare, *sides, page)
