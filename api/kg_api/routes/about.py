"""The server about itself: entry points, the ontology at `/ns`, and each kind of problem."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

import kg
from kg.errors import UnknownThingError
from kg.rdf.ontology import document
from kg_api.answers import json_answer, respond
from kg_api.examples import answers
from kg_api.negotiation import choose
from kg_api.problems import explained, explanation
from kg_api.service import ServiceDep

router = APIRouter(tags=["About"])

ONTOLOGY_FORMATS = (
    "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples",
)  # fmt: skip


class Entry(BaseModel):
    """Where to begin."""

    name: str
    version: str
    question: str
    revision: int | None
    links: dict[str, str]


@router.get("/", include_in_schema=False)
@router.get("/api/v1", response_model=Entry, responses=answers("entry"))
async def entry(request: Request, service: ServiceDep) -> Response:
    """Say what is served here and where to begin."""
    links = {
        "lookup": "/api/v1/lookup?text=",
        "claims": "/api/v1/claims",
        "attributions": "/api/v1/attributions",
        "speakers": "/api/v1/speakers",
        "sources": "/api/v1/sources",
        "queries": "/api/v1/queries",
        "sparql": "/sparql",
        "ontology": "/ns",
        "description": "/openapi.json",
        "health": "/readyz",
    }
    about = Entry(
        name="claim-provenance",
        version=kg.__version__,
        question="Who said what, when, according to whom, and how do we know?",
        revision=service.revision,
        links=links,
    )
    return json_answer(request, about.model_dump(), service.revision)


@router.get(
    "/ns",
    response_class=Response,
    responses={
        200: {
            "description": "The ontology and its vocabularies.",
            "content": {"text/turtle": {"example": "cp:Claim a owl:Class ."}},
        }
    },
)
async def namespace(request: Request) -> Response:
    """Return the ontology and its vocabularies as RDF."""
    media_type = choose(request.headers.get("accept"), ONTOLOGY_FORMATS)
    return respond(request, document(media_type), media_type, None)


class Meaning(BaseModel):
    """What one kind of problem means."""

    type: str
    title: str
    status: int
    meaning: str


@router.get("/problems/{kind}", response_model=Meaning, responses=answers("problem"))
async def problem_kind(request: Request, kind: str) -> Response:
    """Explain a kind of problem; its address is the `type` of the problem document."""
    known: dict[str, Any] = explained()
    if kind not in known:
        raise UnknownThingError(
            f"there is no kind of problem “{kind}”", where="kind", hint="one of " + ", ".join(known)
        )
    return json_answer(request, explanation(known[kind]), None)
