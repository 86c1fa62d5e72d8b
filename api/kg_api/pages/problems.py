"""`/problems/{kind}` in a browser: what a kind of problem means."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg_api.pages.errors import for_people
from kg_api.pages.rendering import page
from kg_api.parameters import DECLARED_ONLY
from kg_api.problems import explained, explanation
from kg_api.routes.about import Kind, problem_kind

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)


@router.get("/problems/{kind}")
async def problem(request: Request, kind: Kind) -> Response:
    """Show people what it means; programs, and whoever asks for no such kind, get the document."""
    known = explained()
    if kind not in known or not for_people(request):
        return await problem_kind(request, kind)
    return page(request, "meaning", {"meaning": explanation(known[kind])}, revision=None)
