"""`/sources/{source}`: a source's text with every passage marked, and what it attributes."""

from __future__ import annotations

import re
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from kg.model.answers import SourceAnswer, TextAnswer
from kg.reading.consistency import at_one_revision
from kg_api.pages.marking import excerpts, marks, pieces
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY, SnapshotId, SourceId
from kg_api.past import ReadingDep

router = APIRouter(prefix="/sources", include_in_schema=False, dependencies=DECLARED_ONLY)

OPEN: Final = re.compile(r"\b(CC0|CC[ -]BY|public domain|creativecommons\.org)", re.IGNORECASE)
"""What a statement of rights says where a text may be shown whole."""


@router.get("/{source}")
async def source(
    request: Request, service: ReadingDep, source: SourceId, snapshot: SnapshotId = None
) -> Response:
    """Show one source, with the text of it that was read last, or an older one."""
    await begin(request, service)
    collection = service.collection

    async def ask() -> tuple[tuple[SourceAnswer, TextAnswer], tuple[int | None, ...]]:
        told = await collection.source(source)
        text = await collection.source_text(source, snapshot)
        return (told, text), (told.revision, text.revision)

    told, text = await at_one_revision(ask)
    return page(request, "source", context(told, text), revision=told.revision)


def context(told: SourceAnswer, answer: TextAnswer) -> dict[str, Any]:
    """Return what is shown: of a text that may not be copied, only what is around passages."""
    text = answer.text or ""
    whole = told.invented or bool(OPEN.search(told.rights or ""))
    found = marks(answer)
    shown = [(0, len(text))] if whole else excerpts(text, found)
    return {
        "source": told,
        "text": answer,
        "whole": whole,
        "pieces": list(pieces(text, found, shown)) if text else [],
    }
