"""`/claims/{claim}`: who said it first, through whom it reached us, what contradicts it."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.reading.collection import Collection
from kg.reading.consistency import at_one_revision
from kg.search.filters import Page
from kg_api.pages.claim_page import MOST_PASSAGES, ClaimPage
from kg_api.pages.rendering import begin, page
from kg_api.pages.sections import tried
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.past import ReadingDep

router = APIRouter(prefix="/claims", include_in_schema=False, dependencies=DECLARED_ONLY)

MOST_ATTRIBUTIONS = 200


@router.get("/{claim}")
async def claim(
    request: Request,
    service: ReadingDep,
    claim: ClaimId,
    q: Annotated[str, Query(max_length=5000)] = "",
) -> Response:
    """Show one claim. That it is here says nothing about whether it is so."""
    await begin(request, service)
    told = await claim_page(service.collection, claim)
    return page(request, "claim", {"page": told, "q": q}, revision=told.revision, fault=told.fault)


async def claim_page(collection: Collection, claim: str) -> ClaimPage:
    """Return what there is to show of a claim, all of it at one revision.

    Raises:
        UnknownThingError: there is no such claim.
        StoreError: not even what it says can be told.
    """

    async def ask() -> tuple[ClaimPage, set[int | None]]:
        told = await _told(collection, claim)
        return told, told.revisions

    return await at_one_revision(ask)


async def _told(collection: Collection, claim: str) -> ClaimPage:
    cut = Page(limit=MOST_ATTRIBUTIONS, facets=False)
    about, trace, against, listed = await asyncio.gather(
        tried(collection.claim(claim)),
        tried(collection.trace(claim)),
        tried(collection.contradictions(claim)),
        tried(collection.claim_attributions(claim, cut)),
    )
    views = listed.value.items if listed.value else ()
    named = dict.fromkeys(view.source.id for view in views[:MOST_PASSAGES])
    texts = await asyncio.gather(*(tried(collection.source_text(source)) for source in named))
    return ClaimPage(
        name=views[0].claim if views and about.fault else about.got,
        about=about,
        chains_shown=trace,
        against=against,
        listed=listed,
        texts=dict(zip(named, texts, strict=True)),
    )
