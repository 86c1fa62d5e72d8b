"""`/claims/{claim}/card`: a citation of a claim, as text, BibTeX and CSL-JSON, and for print."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from kg_api.pages.claim_page import ClaimPage
from kg_api.pages.claims import claim_page
from kg_api.pages.rendering import begin, page
from kg_api.pages.words import day, many
from kg_api.parameters import DECLARED_ONLY, ClaimId
from kg_api.past import PARAMETER, ReadingDep

router = APIRouter(prefix="/claims", include_in_schema=False, dependencies=DECLARED_ONLY)


@dataclass(frozen=True, slots=True)
class Card:
    """What a citation says: as recorded, at one revision, with nothing filled in."""

    told: ClaimPage

    @property
    def address(self) -> str:
        """The IRI, with the revision it was read at where there is any: it leads to that state."""
        claim = self.told.claim
        return claim.iri if claim.revision is None else f"{claim.iri}?{PARAMETER}={claim.revision}"

    @property
    def attributed(self) -> str:
        """Whom it goes back to, as far as is known here."""
        counted = self.told.trace.independent_origins
        groups = [group.label for group in counted.groups] if counted else []
        return "; ".join(groups) or "nobody who states it as a fact"

    @property
    def when(self) -> str:
        """When the first known said it."""
        first = self.told.first
        return day(first.said) if first and first.speaker else "cannot be told from the dates"

    @property
    def origins(self) -> str:
        """The number of independent origins, with what is certain of it."""
        counted = self.told.trace.independent_origins
        if counted is None:
            return "not computed"
        return f"{counted.count}, of which {counted.at_least} for certain"

    @property
    def carried(self) -> str:
        """How many documents carry it."""
        return many(self.told.claim.counts.sources, "document")

    @property
    def text(self) -> str:
        """The citation in sentences."""
        return (
            f"“{self.told.claim.label}”. Attributed to: {self.attributed}. Said: {self.when}. "
            f"Carried by {self.carried}; independent origins: {self.origins}. "
            f"Recorded in a claim-provenance collection: {self.address}."
        )

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON, with no date, as the claim has none of its own."""
        return json.dumps([self._item()], ensure_ascii=False, indent=2)

    @property
    def bibtex(self) -> str:
        """The citation as BibTeX."""
        claim = self.told.claim
        fields = {
            "title": claim.label,
            "howpublished": self.address,
            "note": f"claim, revision {claim.revision}; attributed to {self.attributed}",
        }
        inner = ",\n".join(f"  {name} = {{{_braced(value)}}}" for name, value in fields.items())
        return f"@misc{{{claim.id},\n{inner}\n}}"

    def _item(self) -> dict[str, Any]:
        claim = self.told.claim
        return {
            "id": claim.id,
            "type": "entry",
            "title": claim.label,
            "language": claim.language,
            "URL": self.address,
            "version": f"revision {claim.revision}",
            "note": f"Attributed to: {self.attributed}",
        }


@router.get("/{claim}/card")
async def card(request: Request, service: ReadingDep, claim: ClaimId) -> Response:
    """Show how the claim is cited."""
    await begin(request, service)
    told = await claim_page(service.collection, claim)
    return page(request, "card", {"card": Card(told)}, revision=told.claim.revision)


def _braced(text: str) -> str:
    """Return a text as BibTeX takes it: characters that mean something there are taken away."""
    return "".join(char for char in text if char not in "{}\\%")
