"""`/claims/{claim}/card`: how a claim is cited, as a page and as a picture."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from kg.model.lookalikes import visible
from kg.trace.drawing import plain
from kg_api.answers import respond
from kg_api.freshness import check_fresh
from kg_api.pages.card import Card
from kg_api.pages.claims import claim_page
from kg_api.pages.drawing.picture import picture
from kg_api.pages.rendering import begin, edition, environment, page
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.past import ReadingDep

router = APIRouter(prefix="/claims", include_in_schema=False, dependencies=DECLARED_ONLY)

SVG: Final = "image/svg+xml"
POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
"""A picture loads and runs nothing."""


@router.get("/{claim}/card")
async def card(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Show how the claim is cited."""
    await begin(request, service)
    told = Card(await claim_page(service.collection, claim))
    context = {"card": told, "claim": told.told.claim, "lines": told.lines}
    return page(request, "card", context, revision=told.told.claim.revision)


@router.get("/{claim}/card.svg")
async def card_as_picture(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Draw the card: it says the same, and can be looked at anywhere."""
    variant = f"{SVG} {edition()}"
    check_fresh(request, service, variant)
    told = Card(await claim_page(service.collection, claim))
    about = told.told.claim
    shown = {"picture": picture(about.label, told.lines), "title": plain(visible(about.label))}
    body = environment().get_template("card.svg").render(shown).encode()
    headers = {"Content-Security-Policy": POLICY}
    return respond(request, body, SVG, about.revision, headers, variant=variant)
