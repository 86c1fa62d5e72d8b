"""`/judgements`: who thinks that two things are the same, or contradict each other, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from kg.errors import UnknownThingError
from kg.model.answers import JudgementAnswer, Listing
from kg.model.changes import ChangeView
from kg.model.views import AttributionView
from kg.reading.changes import ChangeFilters
from kg.reading.collection import Collection
from kg.reading.consistency import at_one_revision
from kg.search.filters import JudgementFilters, Page
from kg_api.pages.listings import Cursor, cut
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, JudgementId
from kg_api.past import ReadingDep

router = APIRouter(prefix="/judgements", include_in_schema=False, dependencies=DECLARED_ONLY)

GONE = 410

Given = Annotated[str, Query(max_length=LONGEST_ID)]


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """One judgement, what happened to it, and the attributions it relates by their IRIs."""

    judgement: JudgementAnswer
    history: Listing[ChangeView]
    passages: dict[str, AttributionView]


@router.get("")
async def judgements(
    request: Request,
    service: ReadingDep,
    relation: Given = "",
    about: Given = "",
    by: Given = "",
    by_program: Literal["", "true", "false"] = "",
    cursor: Cursor = None,
) -> Response:
    """List judgements; an empty field of the form narrows nothing."""
    await begin(request, service)
    given = {"relation": relation, "about": about, "by": by, "by_program": by_program}
    given = {name: value for name, value in given.items() if value}
    filters = JudgementFilters.model_validate(given)
    answer = await service.collection.judgements(filters, cut(cursor))
    context = {"answer": answer, "given": given}
    return page(request, "judgements", context, revision=answer.revision)


@router.get("/{judgement}")
async def judgement(request: Request, service: ReadingDep, judgement: JudgementId) -> Response:
    """Show one judgement; of one that was taken back, only that it was, and why."""
    await begin(request, service)
    try:
        told = await judgement_page(service.collection, judgement)
    except UnknownThingError:
        history = await _history(service.collection, judgement)
        if not history.items:
            raise
        context = {"name": judgement, "history": history}
        return page(request, "withdrawn", context, revision=history.revision, status=GONE)
    return page(request, "judgement", {"page": told}, revision=told.judgement.revision)


async def judgement_page(collection: Collection, judgement: str) -> JudgementPage:
    """Return what there is to show of a judgement, all of it at one revision.

    Raises:
        UnknownThingError: there is no such judgement, or it was taken back.
    """

    async def ask() -> tuple[JudgementPage, tuple[int | None, ...]]:
        found = await collection.judgement(judgement)
        history = await _history(collection, judgement)
        sides = {side.iri: side.id for side in (found.judges, found.against)}
        passages = {
            iri: await collection.attribution(name)
            for iri, name in sides.items()
            if "/attribution/" in iri
        }
        told = JudgementPage(found, history, dict(passages))
        revisions = [passage.revision for passage in passages.values()]
        return told, (found.revision, history.revision, *revisions)

    return await at_one_revision(ask)


async def _history(collection: Collection, judgement: str) -> Listing[ChangeView]:
    filters = ChangeFilters(record=f"judgement/{judgement}")
    return await collection.changes(filters, Page(limit=100))
