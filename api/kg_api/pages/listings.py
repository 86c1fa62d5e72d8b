"""`/claims`, `/speakers`, `/sources`: what there is, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from kg.model.answers import ThingListing
from kg.reading.collection import Collection
from kg.search.filters import Page
from kg_api.pages.addresses import whole_file
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.routes.listing import SearchWords

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

LENGTH: Final = 50
"""Items on one page."""

Cursor = Annotated[str | None, Query(max_length=5000)]
Find = Callable[[Collection, Page, str | None], Awaitable[ThingListing[Any]]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """How the list of one kind of thing is found and introduced; `noun` is its address, too."""

    noun: str
    find: Find
    told: str
    asked: str
    columns: tuple[str, ...]


SHELVES: Final = (
    Shelf(
        "claims",
        Collection.claims,
        "What is said. That a claim is here says nothing about whether it is so.",
        "With these words",
        ("Claim", "About", "Attributions", "Speakers", "Sources"),
    ),
    Shelf(
        "speakers",
        Collection.speakers,
        "Whom sources credit. Those whom nobody names are listed once for each source.",
        "With a name like",
        ("Speaker", "What it is", "Attributions", "Claims", "Sources"),
    ),
    Shelf(
        "sources",
        Collection.sources,
        "Works that say something, and works they cite.",
        "With a title like",
        ("Source", "Published", "Attributions", "Claims", "Speakers"),
    ),
)


def cut(cursor: str | None) -> Page:
    """Return which page of a list is asked for; an empty cursor begins it."""
    return Page(limit=LENGTH, cursor=cursor or None, facets=False)


def _listing(shelf: Shelf) -> Callable[..., Awaitable[Response]]:
    async def listing(
        request: Request, service: ReadingDep, q: SearchWords = None, cursor: Cursor = None
    ) -> Response:
        await begin(request, service)
        answer = await shelf.find(service.collection, cut(cursor), q or None)
        given = {"q": q} if q else {}
        every = whole_file(answer.sparql)
        context = {"answer": answer, "shelf": shelf, "given": given, "every": every}
        return page(request, shelf.noun, context, revision=answer.revision)

    return listing


for _shelf in SHELVES:
    router.add_api_route(f"/{_shelf.noun}", _listing(_shelf), name=_shelf.noun)
