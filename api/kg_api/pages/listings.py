"""`/claims`, `/speakers`, `/sources`: what there is, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from kg.collection.opening import Service
from kg.model.answers import Listing
from kg.search.filters import Page
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.routes.listing import SearchWords

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

LENGTH = 50

Cursor = Annotated[str | None, Query(max_length=5000)]
Find = Callable[[Page, str | None], Awaitable[Listing[Any]]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """How the list of one kind of thing is introduced."""

    noun: str
    title: str
    told: str
    asked: str
    columns: tuple[str, ...]


CLAIMS = Shelf(
    "claims",
    "Claims",
    "What is said. That a claim is here says nothing about whether it is so.",
    "With these words",
    ("Claim", "About", "Attributions", "Speakers", "Sources"),
)
SPEAKERS = Shelf(
    "speakers",
    "Speakers",
    "Whom sources credit. Those whom nobody names are listed once for each source.",
    "With a name like",
    ("Speaker", "What it is", "Attributions", "Claims", "Sources"),
)
SOURCES = Shelf(
    "sources",
    "Sources",
    "Works that say something, and works they cite.",
    "With a title like",
    ("Source", "Published", "Attributions", "Claims", "Speakers"),
)


@router.get("/claims")
async def claims(
    request: Request, service: ReadingDep, q: SearchWords = None, cursor: Cursor = None
) -> Response:
    """List claims."""
    return await _list(request, service, CLAIMS, partial(_page, q, cursor))


@router.get("/speakers")
async def speakers(
    request: Request, service: ReadingDep, q: SearchWords = None, cursor: Cursor = None
) -> Response:
    """List speakers."""
    return await _list(request, service, SPEAKERS, partial(_page, q, cursor))


@router.get("/sources")
async def sources(
    request: Request, service: ReadingDep, q: SearchWords = None, cursor: Cursor = None
) -> Response:
    """List sources."""
    return await _list(request, service, SOURCES, partial(_page, q, cursor))


async def _page(q: str | None, cursor: str | None, find: Find) -> Listing[Any]:
    return await find(Page(limit=LENGTH, cursor=cursor or None, facets=False), q or None)


async def _list(
    request: Request,
    service: Service,
    shelf: Shelf,
    ask: Callable[[Find], Awaitable[Listing[Any]]],
) -> Response:
    begin(request, service)
    answer = await ask(getattr(service.collection, shelf.noun))
    context = {
        "answer": answer,
        "q": request.query_params.get("q"),
        **{name: getattr(shelf, name) for name in Shelf.__dataclass_fields__},
    }
    return page(request, shelf.noun, context, revision=answer.revision)
