"""`/id/{kind}/{id}`: the thing itself, which is not a document; answered with 303 to one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response

from kg_api.answers import see_other

router = APIRouter(prefix="/id", tags=["Things"])

Kind = Literal["claim", "attribution", "speaker", "source"]


@router.get(
    "/{kind}/{name}",
    status_code=303,
    response_class=Response,
    responses={303: {"description": "Where the document about the thing is."}},
)
async def thing(
    kind: Kind, name: Annotated[str, Path(max_length=500, examples=["russian-mod"])]
) -> Response:
    """Redirect from a thing to the document about it."""
    return see_other(f"/api/v1/{kind}s/{name}")
