"""`/lookup`: the fact-checker's one call."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kg.collection.opening import Service
from kg.errors import BadParameterError, KgError
from kg.model.answers import LookupAnswer
from kg_api.answers import check_fresh, json_answer, listing, wanted
from kg_api.examples import answers
from kg_api.negotiation import JSON
from kg_api.problems import problem_body
from kg_api.routes.listing import PageDep
from kg_api.service import ServiceDep

router = APIRouter(prefix="/lookup", tags=["Look-up"])

MOST_CHARACTERS = 5000
MOST_QUESTIONS = 100
Words = Annotated[str | None, Query(max_length=MOST_CHARACTERS)]


class Question(BaseModel):
    """One thing to look up: exactly one of the three."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=MOST_CHARACTERS, examples=["Sarybaba"])
    quote: str | None = Field(None, max_length=MOST_CHARACTERS)
    url: str | None = Field(None, max_length=MOST_CHARACTERS)


class Batch(BaseModel):
    """Up to 100 questions, answered in their order."""

    model_config = ConfigDict(extra="forbid")

    items: list[Question] = Field(
        min_length=1, max_length=MOST_QUESTIONS, examples=[[{"text": "Sarybaba"}]]
    )


class Entry(BaseModel):
    """The answer to one question, or the problem with it."""

    answer: LookupAnswer | None = None
    problem: dict[str, object] | None = None


class BatchAnswer(BaseModel):
    """One entry a question."""

    items: list[Entry]
    revision: int | None


@router.get("", response_model=LookupAnswer, responses=answers("lookup"))
async def lookup(
    request: Request,
    service: ServiceDep,
    page: PageDep,
    text: Words = None,
    quote: Words = None,
    url: Words = None,
) -> Response:
    """Look up words, a quotation or an address; give exactly one.

    Each hit has the first known attribution, the trace, the hedges by layer, the passage and
    what contradicts it. `coverage` says what the collection holds: no hit never means that
    nobody said it.
    """
    media_type = wanted(request, (JSON,))
    check_fresh(request, service, media_type)
    asked = Question(text=text, quote=quote, url=url)
    return listing(request, await _one(service, asked, page), media_type)


@router.post("", response_model=BatchAnswer, responses=answers("lookup-batch"))
async def lookup_batch(request: Request, service: ServiceDep, batch: Batch) -> Response:
    """Look up up to 100 things at once; a question that fails does not fail the others."""
    entries: list[dict[str, object]] = []
    for asked in batch.items:
        try:
            answer = await _one(service, asked)
            entries.append({"answer": answer.model_dump(mode="json"), "problem": None})
        except KgError as error:
            entries.append({"answer": None, "problem": problem_body(error)})
    return json_answer(request, {"items": entries, "revision": service.revision}, None)


async def _one(service: Service, asked: Question, page: PageDep | None = None) -> LookupAnswer:
    given = {key: value for key, value in asked.model_dump().items() if value is not None}
    if len(given) != 1:
        raise BadParameterError(
            "give exactly one of text, quote and url" if given else "nothing to look up was given",
            where=", ".join(given) or "text",
            hint="for example ?text=Sarybaba",
        )
    if page is not None:
        given["page"] = page
    return await service.collection.lookup(**given)
