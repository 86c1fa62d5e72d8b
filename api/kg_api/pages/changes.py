"""`/changes`: what is new, superseded, retracted, withdrawn or erased, when, by whom and why."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg_api.pages.listings import Cursor, cut
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.routes.changes import FiltersDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)


@router.get("/changes")
async def changes(
    request: Request, service: ReadingDep, filters: FiltersDep, cursor: Cursor = None
) -> Response:
    """List what happened to the collection, the newest first; drafts are not among it."""
    await begin(request, service)
    answer = await service.collection.changes(filters, cut(cursor))
    given = {name: value for name, value in filters if value}
    return page(request, "changes", {"answer": answer, "given": given}, revision=answer.revision)
