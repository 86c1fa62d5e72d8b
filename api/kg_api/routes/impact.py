"""`/records/{record}/impact`: what would change if a record were taken back; nothing is done."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from kg.model.impact import ImpactAnswer
from kg_api.answers import document
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.past import ReadingDep

router = APIRouter(prefix="/records", tags=["Changes"], dependencies=DECLARED_ONLY)


@router.get("/{record}/impact", response_model=ImpactAnswer, responses=answers("impact", more=READ))
async def impact(
    request: Request,
    service: ReadingDep,
    record: Annotated[
        str,
        Path(max_length=LONGEST_ID, description="A record's id.", examples=["ostrel-wire-dam"]),
    ],
) -> Response:
    """Show all that depends on a record, and what each trace would come to without it."""
    return await document(request, service, partial(service.collection.impact, record))
