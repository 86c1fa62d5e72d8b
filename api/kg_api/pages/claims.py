"""`/claims/{claim}`: who said it first, through whom it reached us, what contradicts it."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kg.model.answers import TextAnswer
from kg.reading.collection import Collection
from kg.reading.consistency import at_one_revision
from kg.search.filters import Page
from kg_api.pages.claim_page import MOST_PASSAGES, ClaimPage
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.service import ServiceDep

router = APIRouter(prefix="/claims", include_in_schema=False, dependencies=DECLARED_ONLY)

MOST_ATTRIBUTIONS = 200


@router.get("/{claim}")
async def claim(
    request: Request,
    service: ServiceDep,
    claim: ClaimId,
    q: Annotated[str, Query(max_length=5000)] = "",
) -> Response:
    """Show one claim. That it is here says nothing about whether it is so."""
    begin(request, service)
    told = await claim_page(service.collection, claim)
    return page(request, "claim", {"page": told, "q": q}, revision=told.claim.revision)


async def claim_page(collection: Collection, claim: str) -> ClaimPage:
    """Return what there is to show of a claim, all of it at one revision.

    Raises:
        UnknownThingError: there is no such claim.
    """

    async def ask() -> tuple[ClaimPage, tuple[int | None, ...]]:
        return await _told(collection, claim)

    return await at_one_revision(ask)


async def _told(collection: Collection, claim: str) -> tuple[ClaimPage, tuple[int | None, ...]]:
    cut = Page(limit=MOST_ATTRIBUTIONS, facets=False)
    about, trace, against, listed = await asyncio.gather(
        collection.claim(claim),
        collection.trace(claim),
        collection.contradictions(claim),
        collection.claim_attributions(claim, cut),
    )
    named = dict.fromkeys(view.source.id for view in listed.items[:MOST_PASSAGES])
    texts = await asyncio.gather(*map(collection.source_text, named))
    told = ClaimPage(
        claim=about,
        trace=trace,
        views=listed.items,
        more=listed.next is not None,
        contradictions=against,
        texts=dict(zip(named, texts, strict=True)),
    )
    return told, (*_revisions(texts), about.revision, trace.revision, against.revision)


def _revisions(texts: list[TextAnswer]) -> list[int | None]:
    return [text.revision for text in texts]
