"""`/id/{kind}/{id}`: the thing itself, which is not a document; answered with 303 to one."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Response

from kg.collection.service import STATEMENTS
from kg.reading.linking import link
from kg_api.answers import see_other
from kg_api.examples import failures
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.past import AsOfParameter, then
from kg_api.service import ServiceDep

router = APIRouter(prefix="/id", tags=["Things"], dependencies=DECLARED_ONLY)

Kind = Literal[
    "claim", "attribution", "speaker", "source",
    "snapshot", "passage", "mention", "utterance", "date", "role", "place", "thing", "relation",
    "judgement", "annotator", "graph",
]  # fmt: skip
ThingName = Annotated[
    str, Path(max_length=LONGEST_ID, description="Its id.", examples=["russian-mod"])
]
SHOWN = ("claim", "attribution", "speaker", "source", "judgement")
"""Kinds whose things have an answer of their own; of the others the statements are shown."""


@router.get(
    "/{kind}/{name}",
    status_code=303,
    response_class=Response,
    responses={303: {"description": "Where the document about the thing is."}, **failures(422)},
)
async def thing(
    service: ServiceDep,
    kind: Annotated[Kind, Path(description="What it is: the part of its IRI before the id.")],
    name: ThingName,
    as_of: AsOfParameter = None,
) -> Response:
    """Redirect from a thing to the document about it, or to what the store states about it."""
    if kind in SHOWN:
        return see_other(then(f"/api/v1/{kind}s/{quote(name, safe='')}", as_of))
    statements = link(STATEMENTS, {"thing": f"{service.settings.base}{kind}/{name}"})
    return see_other(then(statements, as_of))
