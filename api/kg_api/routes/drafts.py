"""`/drafts`: what was handed in and nobody has accepted yet; for those with a key only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from kg.access import Key, Scope
from kg_api.authority import allowed
from kg_api.examples import failures, recorded
from kg_api.parameters import DECLARED_ONLY
from kg_api.routes.records import RecordId
from kg_api.service import SubmissionsDep

router = APIRouter(prefix="/drafts", tags=["Writing"], dependencies=DECLARED_ONLY)

UNKEPT: Final = {"Cache-Control": "private, no-store"}
READING: Final = (401, 403, 422, 502, 503, 507)

Reader = Annotated[Key, allowed(Scope.REVIEW, Scope.DRAFT)]


class Draft(BaseModel):
    """A draft that nobody has accepted yet."""

    record: str = Field(description="The record's id.")
    version: int = Field(description="The version it would get.")
    document: str = Field(description="The SHA-256 of what it says: name it to accept it.")
    actor: str = Field(description="Who handed it in.")
    at: str = Field(description="When, UTC.")


class Drafts(BaseModel):
    """All drafts there are."""

    items: list[Draft]


class WholeDraft(Draft):
    """A draft with what it says."""

    diff: list[str] = Field(description="What accepting it would change, in lines.")
    content: dict[str, Any] = Field(description="The record as the ledger keeps it.")
    text: str = Field(description="The text it reads.")


@router.get("", response_model=Drafts, responses={**recorded("drafts"), **failures(*READING)})
async def drafts(submissions: SubmissionsDep, key: Reader) -> Response:
    """List the drafts that wait for somebody to accept them."""
    found = await submissions.drafts(actor=key.actor)
    return JSONResponse({"items": [asdict(each) for each in found]}, headers=UNKEPT)


@router.get(
    "/{record}",
    response_model=WholeDraft,
    responses={**recorded("draft"), **failures(404, 410, *READING)},
)
async def draft(submissions: SubmissionsDep, key: Reader, record: RecordId) -> Response:
    """Return a draft: what accepting it would change, every field, and the text it reads."""
    shown = await submissions.draft(record, actor=key.actor)
    told = asdict(shown)
    told = told.pop("pending") | told
    return JSONResponse(told, headers=UNKEPT)
