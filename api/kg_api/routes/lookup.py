"""`/lookup`: the fact-checker's one call."""

from __future__ import annotations

import json
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from kg.collection.service import Service
from kg.errors import BadParameterError, KgError
from kg.model.lookups import LookupAnswer
from kg.reading.collection import Collection
from kg.reading.questions import KINDS, LookedUp, only_one
from kg_api.answers import told, wanted, written
from kg_api.examples import answers
from kg_api.freshness import check_fresh
from kg_api.negotiation import JSON
from kg_api.parameters import DECLARED_ONLY, unknown
from kg_api.past import ReadingDep
from kg_api.problems import problem_body
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep

router = APIRouter(
    prefix="/lookup", tags=["Look-up"], dependencies=DECLARED_ONLY, route_class=QuickRoute
)

MOST_CHARACTERS = 5000
MOST_QUESTIONS = 100

_TEXT = "Words of a claim, of a quotation, or of a name of who said it or of what it is about."
_QUOTE = "Words exactly as somebody may have printed them."
_URL = "The address of a page."
_NEAR = "A sentence or two: what is worded most like it, best first, with what differs."
_SPEAKER = "The id or a name of a speaker."
_PLACE = "The id or a name of a place."
_TOPIC = "The id or a name of a speaker, place or thing that claims are about."
_LONGEST: dict[str, JsonValue] = {"maxLength": MOST_CHARACTERS}


class Question(BaseModel):
    """One thing to look up: exactly one of these."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": False})

    text: str | None = Field(
        None, description=_TEXT, examples=["Sarybaba"], json_schema_extra=_LONGEST
    )
    quote: str | None = Field(None, description=_QUOTE, json_schema_extra=_LONGEST)
    url: str | None = Field(None, description=_URL, json_schema_extra=_LONGEST)
    near: str | None = Field(None, description=_NEAR, json_schema_extra=_LONGEST)
    speaker: str | None = Field(None, description=_SPEAKER, json_schema_extra=_LONGEST)
    place: str | None = Field(None, description=_PLACE, json_schema_extra=_LONGEST)
    topic: str | None = Field(None, description=_TOPIC, json_schema_extra=_LONGEST)


class Batch(BaseModel):
    """Up to 100 questions, answered in their order."""

    model_config = ConfigDict(extra="forbid")

    items: list[Question] = Field(
        min_length=1,
        max_length=MOST_QUESTIONS,
        description="The questions.",
        examples=[[{"text": "Sarybaba"}, {"quote": "had come near Mount Sarybaba"}]],
    )

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, sent: object) -> object:
        r"""Refuse what JSON can escape and no text can hold: `"\ud800"`, half of a character."""
        try:
            json.dumps(sent, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError("half of a surrogate pair is not a character") from error
        return sent


class BatchEntry(BaseModel):
    """The answer to one question, or the problem with it; the other one is null."""

    answer: LookupAnswer | None
    problem: dict[str, JsonValue] | None


class BatchAnswer(BaseModel):
    """One entry a question, in their order; each answer names the revision it is from."""

    items: list[BatchEntry]


@router.get("", response_model=LookupAnswer, responses=answers("lookup", more=(304, 401, 429)))
async def lookup(  # noqa: PLR0913  (each is a parameter of the address)
    request: Request,
    service: ReadingDep,
    page: PageDep,
    *,
    text: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_TEXT)] = None,
    quote: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_QUOTE)] = None,
    url: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_URL)] = None,
    near: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_NEAR)] = None,
    speaker: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_SPEAKER)] = None,
    place: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_PLACE)] = None,
    topic: Annotated[str | None, Query(max_length=MOST_CHARACTERS, description=_TOPIC)] = None,
) -> Response:
    """Look up words, a quotation, an address, a likeness or a name; give exactly one.

    Each hit has the first known attribution, the trace, the hedges by layer, the passage and
    what contradicts it. `near` has what is only worded or spelt like it, with what differs, and
    `candidates` all that a name may mean. `coverage` says what the collection holds: no hit never
    means that nobody said it.
    """
    given = {
        "text": text, "quote": quote, "url": url, "near": near, "speaker": speaker,
        "place": place, "topic": topic,
    }  # fmt: skip
    check_fresh(request, service, wanted(request, (JSON,)))
    return told(request, await service.tell(Collection.lookup, page=page, **_checked(given)))


@router.post(
    "", response_model=BatchAnswer, responses=answers("lookup-batch", more=(401, 413, 429))
)
async def lookup_batch(request: Request, service: ReadingDep, batch: Batch) -> Response:
    """Look up up to 100 things at once; a question that fails does not fail the others."""
    wanted(request, (JSON,))
    entries = [await _entry(service, asked.model_dump()) for asked in batch.items]
    return written(request, BatchAnswer(items=entries))


async def _entry(service: Service, asked: dict[str, Any]) -> BatchEntry:
    try:
        answer = await service.collection.lookup(**_checked(asked))
    except KgError as error:
        return BatchEntry(answer=None, problem=problem_body(error))
    return BatchEntry(answer=answer, problem=None)


def _checked(asked: dict[str, str | None]) -> LookedUp:
    """Return the one thing that is looked up.

    Raises:
        BadParameterError: it is none, several, unknown or too long.
    """
    given = {name: value for name, value in asked.items() if value is not None}
    for name in given:
        if name not in KINDS:
            raise unknown(name, KINDS)
    kind, value = only_one(cast("LookedUp", given))
    if len(value) > MOST_CHARACTERS:
        raise BadParameterError(
            f"{len(value)} characters", where=kind, hint=f"give at most {MOST_CHARACTERS}"
        )
    return cast("LookedUp", given)
