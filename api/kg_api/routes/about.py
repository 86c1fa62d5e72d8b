"""The server about itself: entry points, the ontology at `/ns`, and each kind of problem."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

import kg
from kg.errors import UnknownThingError
from kg.rdf.ontology import document as ontology
from kg_api.answers import document, respond, wanted, written
from kg_api.examples import answers, failures
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.problems import Meaning, explained, explanation
from kg_api.service import ServiceDep

router = APIRouter(tags=["About"], dependencies=DECLARED_ONLY)

ONTOLOGY_FORMATS = (
    "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples",
)  # fmt: skip
LINKS = {
    "lookup": "/api/v1/lookup?text=",
    "claims": "/api/v1/claims",
    "attributions": "/api/v1/attributions",
    "speakers": "/api/v1/speakers",
    "sources": "/api/v1/sources",
    "judgements": "/api/v1/judgements",
    "changes": "/api/v1/changes",
    "queries": "/api/v1/queries",
    "sparql": "/sparql",
    "ontology": "/ns",
    "description": "/openapi.json",
    "health": "/readyz",
}


class Entry(BaseModel):
    """Where to begin."""

    name: str
    version: str
    question: str
    revision: int | None
    links: dict[str, str]


@router.get("/api/v1", response_model=Entry, responses=answers("entry", more=(304,)))
async def entry(request: Request, service: ServiceDep) -> Response:
    """Say what is served here and where to begin."""

    async def about() -> Entry:
        return Entry(
            name="claim-provenance",
            version=kg.__version__,
            question="Who said what, when, according to whom, and how do we know?",
            revision=service.revision,
            links=LINKS,
        )

    return await document(request, service, about)


@router.get(
    "/ns",
    response_class=Response,
    responses={
        200: {
            "description": "The ontology and its vocabularies.",
            "content": {each: {} for each in ONTOLOGY_FORMATS}
            | {"text/turtle": {"example": "cp:Claim a owl:Class ."}, "text/html": {}},
        },
        **failures(406, 422),
    },
)
async def namespace(request: Request) -> Response:
    """Return the ontology and its vocabularies as RDF."""
    media_type = wanted(request, ONTOLOGY_FORMATS)
    return respond(request, ontology(media_type), media_type, None)


Kind = Annotated[
    str,
    Path(
        max_length=LONGEST_ID,
        description="The last part of a problem's `type`.",
        examples=["bad-parameter"],
    ),
]


@router.get(
    "/problems/{kind}", response_model=Meaning, responses=answers("problem", ("text/html",))
)
async def problem_kind(request: Request, kind: Kind) -> Response:
    """Explain a kind of problem; its address is the `type` of the problem document."""
    wanted(request, ("application/json",))
    known = explained()
    if kind not in known:
        raise UnknownThingError(
            f"there is no kind of problem “{kind}”", where="kind", hint="one of " + ", ".join(known)
        )
    return written(request, explanation(known[kind]))
