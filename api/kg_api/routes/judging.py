"""`/judgements` for those with a key: giving one by itself, and withdrawing it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from kg.access import Key, Scope
from kg.judgements import Given
from kg.writing.judgement_outcomes import JudgementOutcome
from kg.writing.submissions import request_of
from kg_api.authority import RequestName, allowed
from kg_api.examples import Responses, example, failures, recorded
from kg_api.negotiation import JSON
from kg_api.parameters import DECLARED_ONLY, JudgementId
from kg_api.service import SubmissionsDep
from kg_api.submitted import body_of, described, schema_of

router = APIRouter(prefix="/judgements", tags=["Writing"], dependencies=DECLARED_ONLY)

WRITING: Final = (401, 403, 409, 413, 415, 422, 502, 503, 507)
"""How a write may fail."""


class Judged(BaseModel):
    """What became of a judgement: `revision` is that of the ledger."""

    judgement: str = Field(description="The judgement's id.")
    version: int = Field(description="The version it now has.")
    state: str = Field(description="`added`, `changed`, `unchanged` or `withdrawn`.")
    revision: int = Field(description="The number of the last ledger event.")
    document: str = Field(description="The SHA-256 of what it says, as the ledger has it.")
    diff: list[str] = Field(description="What differs from the version before, in lines.")
    warnings: list[str] = Field(
        description="Whether its annotator's name looks like another; nothing is refused."
    )
    replayed: bool = Field(description="This was done before, under the same `Idempotency-Key`.")


class Withdrawal(BaseModel):
    """Why a judgement is withdrawn; the ledger keeps it for good."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    reason: str = Field(min_length=1, max_length=1000, description="Why.")


_NOTHING_MADE: Final[Responses] = {
    200: {
        "model": Judged,
        "description": "Nothing was to be done, or it was only tried, or it was done before.",
    }
}


@router.post(
    "",
    status_code=201,
    response_model=Judged,
    responses={**_NOTHING_MADE, **recorded("judge", status=201), **failures(410, *WRITING)},
    openapi_extra=described(JSON, schema=schema_of(Given), example=example("judging")),
)
async def judge(
    request: Request,
    submissions: SubmissionsDep,
    name: RequestName,
    key: Annotated[Key, allowed(Scope.JUDGE)],
    dry_run: Annotated[  # noqa: FBT002  (a parameter of an address)
        bool, Query(description="Only say what would become of it.")
    ] = False,
) -> Response:
    """Give a judgement: an annotator has one about two things in one relation, no more.

    The same again changes nothing; another reason, confidence or time makes a new version. What
    somebody else gave is changed only by a holder of `retract`.
    """
    given = await body_of(request, Given)
    asked = None
    if name is not None and not dry_run:
        asked = request_of(key.actor, name, b"judgements", given.model_dump_json().encode())
    others = Scope.RETRACT in key.scopes
    outcome = await submissions.judge(
        given, actor=key.actor, others=others, request=asked, dry_run=dry_run
    )
    return told(outcome, made=not dry_run)


@router.post(
    "/{judgement}/withdraw",
    response_model=Judged,
    responses={**recorded("withdraw"), **failures(404, 410, *WRITING)},
    openapi_extra=described(JSON, schema=Withdrawal.model_json_schema()),
)
async def withdraw(
    request: Request,
    submissions: SubmissionsDep,
    name: RequestName,
    key: Annotated[Key, allowed(Scope.JUDGE, Scope.RETRACT)],
    judgement: JudgementId,
) -> Response:
    """Withdraw a judgement that was given by itself: by who gave it, or a holder of `retract`.

    One that stands in a record is withdrawn by a new version of that record.
    """
    reason = (await body_of(request, Withdrawal)).reason
    asked = name and request_of(key.actor, name, b"withdraw", judgement.encode(), reason.encode())
    others = Scope.RETRACT in key.scopes
    outcome = await submissions.withdraw(
        judgement, reason, actor=key.actor, others=others, request=asked or None
    )
    return told(outcome)


def told(outcome: JudgementOutcome, *, made: bool = True) -> Response:
    """Return an outcome as an answer: 201 where a version was made by this request."""
    body = Judged.model_validate(outcome, from_attributes=True)
    created = made and outcome.state in ("added", "changed") and not outcome.replayed
    headers = {"Cache-Control": "private, no-store"}
    return JSONResponse(body.model_dump(), 201 if created else 200, headers)
