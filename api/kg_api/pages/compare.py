"""`/compare`: two passages word by word, or two groups of speakers on the same claims."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.collection.service import Service
from kg_api.pages.listings import Cursor, cut
from kg_api.pages.pair import Pair
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.past import ReadingDep
from kg_api.routes.compare import LONGEST_GROUP

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

AttributionId = Annotated[str, Query(max_length=LONGEST_ID)]
Group = Annotated[str, Query(max_length=LONGEST_GROUP)]


@router.get("/compare")
async def compare(
    request: Request,
    service: ReadingDep,
    a: AttributionId = "",
    b: AttributionId = "",
    one: Group = "",
    other: Group = "",
    cursor: Cursor = None,
) -> Response:
    """Show two passages, `a` and `b`, or two groups, `one` and `other`; else ask for groups."""
    await begin(request, service)
    if a and b:
        return await _passages(request, service, a, b)
    given = {"one": one, "other": other}
    if not (one and other):
        context = {"given": given, "answer": None}
        return page(request, "sides", context, revision=service.revision)
    answer = await service.collection.compare(one.split(","), other.split(","), cut(cursor))
    return page(request, "sides", {"given": given, "answer": answer}, revision=answer.revision)


async def _passages(request: Request, service: Service, a: str, b: str) -> Response:
    one, other = await asyncio.gather(*map(service.collection.attribution, (a, b)))
    context = {"compared": Pair(one, other)}
    return page(request, "compare", context, revision=one.revision)
