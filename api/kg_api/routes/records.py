"""`/records`: handing in a record, having a draft accepted, taking a record back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from kg.access import Key, Scope
from kg.records.values import Status
from kg.writing.outcomes import Outcome
from kg.writing.submissions import request_of
from kg_api.authority import RequestName, allowed
from kg_api.examples import Responses, example, failures, recorded
from kg_api.negotiation import JSON
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.service import SubmissionsDep
from kg_api.submitted import YAML, body_of, described, record_of

router = APIRouter(prefix="/records", tags=["Writing"], dependencies=DECLARED_ONLY)

MADE: Final = frozenset(("added", "changed", "drafted"))
WRITING: Final = (401, 403, 409, 413, 415, 422, 502, 503, 507)
"""How a write may fail."""
NEEDED: Final = {Status.DRAFT.value: (Scope.DRAFT,), Status.ACCEPTED.value: (Scope.REVIEW,)}

RecordId = Annotated[
    str,
    Path(max_length=LONGEST_ID, description="A record's id.", examples=["dam-notice"]),
]


class Written(BaseModel):
    """What became of a record: `revision` is that of the ledger, from which answers now come."""

    record: str = Field(description="The record's id.")
    version: int = Field(description="The version it now has; of a draft, the one it would get.")
    state: str = Field(description="`added`, `changed`, `unchanged`, `drafted` or `retracted`.")
    revision: int = Field(description="The number of the last ledger event.")
    document: str = Field(description="The SHA-256 of what the record says, as the ledger has it.")
    diff: list[str] = Field(description="What differs from the version before, in lines.")
    warnings: list[str] = Field(
        description="Which of its names look like others; nothing is refused."
    )
    replayed: bool = Field(description="This was done before, under the same `Idempotency-Key`.")


_LINES: Final = frozenset(("diff", "warnings"))
_NOTHING_MADE: Final[Responses] = {
    200: {
        "model": Written,
        "description": "Nothing was to be done, or it was only tried, or it was done before.",
    }
}


class Acceptance(BaseModel):
    """Which draft is accepted: the one that was seen, and no other."""

    model_config = ConfigDict(extra="forbid", strict=True)

    document: str = Field(
        pattern="^[0-9a-f]{64}$", description="The `document` of the draft that was seen."
    )


class Retraction(BaseModel):
    """Why a record is taken back: a notice for the public, kept for good."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    reason: str = Field(min_length=1, max_length=1000, description="Why, for everybody to read.")


@router.post(
    "",
    status_code=201,
    response_model=Written,
    responses={**_NOTHING_MADE, **recorded("write", status=201), **failures(*WRITING)},
    openapi_extra=described(JSON, YAML, schema={"type": "object"}, example=example("record")),
)
async def hand_in(
    request: Request,
    submissions: SubmissionsDep,
    name: RequestName,
    key: Annotated[Key, allowed(Scope.DRAFT, Scope.REVIEW)],
    dry_run: Annotated[  # noqa: FBT002  (a parameter of an address)
        bool, Query(description="Only say what would become of it.")
    ] = False,
) -> Response:
    """Hand in a record, as JSON or YAML, with its text in it.

    The key needs the scope `draft` for a record with `status: draft`, `review` for any other. The
    same record again changes nothing. `docs/records.md` says how a record is written.
    """
    sent = await record_of(request)
    form = await submissions.form(sent)
    if form.status is not None:
        key.require(*NEEDED[form.status])
    asked = None
    if name is not None and not dry_run:
        asked = request_of(key.actor, name, b"records", sent.name.encode(), sent.data)
    outcome = await submissions.load(
        sent, form.status, actor=key.actor, request=asked, dry_run=dry_run
    )
    return told(outcome, made=not dry_run)


@router.post(
    "/{record}/accept",
    status_code=201,
    response_model=Written,
    responses={**_NOTHING_MADE, **recorded("accept", status=201), **failures(404, 410, *WRITING)},
    openapi_extra=described(JSON, schema=Acceptance.model_json_schema()),
)
async def accept(
    request: Request,
    submissions: SubmissionsDep,
    name: RequestName,
    key: Annotated[Key, allowed(Scope.REVIEW)],
    record: RecordId,
) -> Response:
    """Accept the draft of a record that was seen; a draft that took its place is a conflict."""
    document = (await body_of(request, Acceptance)).document
    asked = name and request_of(key.actor, name, b"accept", record.encode(), document.encode())
    return told(await submissions.accept(record, document, actor=key.actor, request=asked or None))


@router.post(
    "/{record}/retract",
    response_model=Written,
    responses={**recorded("retract"), **failures(404, 410, *WRITING)},
    openapi_extra=described(JSON, schema=Retraction.model_json_schema()),
)
async def retract(
    request: Request,
    submissions: SubmissionsDep,
    name: RequestName,
    key: Annotated[Key, allowed(Scope.RETRACT)],
    record: RecordId,
) -> Response:
    """Take a record back: readers no longer see it, the ledger keeps it and why."""
    reason = (await body_of(request, Retraction)).reason
    asked = name and request_of(key.actor, name, b"retract", record.encode(), reason.encode())
    return told(await submissions.retract(record, reason, actor=key.actor, request=asked or None))


def told(outcome: Outcome, *, made: bool = True) -> Response:
    """Return an outcome as an answer: 201 where a version or a draft was made by this request."""
    fields: Mapping[str, Any] = {
        name: getattr(outcome, name) for name in Written.model_fields if name not in _LINES
    }
    body = Written(**fields, diff=list(outcome.diff), warnings=list(outcome.warnings))
    created = made and outcome.state in MADE and not outcome.replayed
    headers = {"Cache-Control": "private, no-store"}
    return JSONResponse(body.model_dump(), 201 if created else 200, headers)
