"""An answer of the library as an HTTP response: format, entity tag, links.

The tag is made of the revision and the request, so that an unchanged collection answers 304
before anything is looked up (RFC 9110 section 13.1.2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from kg.collection.opening import Service
from kg_api.flattening import csv_bytes
from kg_api.negotiation import JSON, SUFFIXES, choose

CSV = "text/csv"
RDF = ("application/ld+json", "text/turtle", "application/trig", "application/n-quads")
LISTING = (JSON, CSV)
SINGLE = (JSON, *RDF, CSV)


class NotModifiedError(Exception):
    """The client has the current answer already; carries the entity tag."""

    def __init__(self, tag: str) -> None:
        """Keep the tag for the 304."""
        super().__init__(tag)
        self.tag = tag


def wanted(request: Request, available: tuple[str, ...], suffix: str | None = None) -> str:
    """Return the media type to answer in: the suffix of the path wins over `Accept`."""
    accept = SUFFIXES[suffix] if suffix else request.headers.get("accept")
    return choose(accept, available)


def split_suffix(name: str) -> tuple[str, str | None]:
    """Split `hill-taken.ttl` into id and suffix; an unknown ending belongs to the id."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem and ending in SUFFIXES else (name, None)


def entity_tag(request: Request, revision: int | None, media_type: str) -> str | None:
    """Return the tag of the answer this request will get, or None where nothing is counted."""
    if revision is None:
        return None
    seen = f"{revision}\n{request.url.path}\n{request.url.query}\n{media_type}"
    return f'"{revision}-{hashlib.sha256(seen.encode()).hexdigest()[:20]}"'


def check_fresh(request: Request, service: Service, media_type: str) -> None:
    """Stop here with 304 when the client's copy is current.

    Raises:
        NotModifiedError: its tag equals the one the answer would have.
    """
    tag = entity_tag(request, service.revision, media_type)
    asked = [part.strip().removeprefix("W/") for part in
             request.headers.get("if-none-match", "").split(",")]  # fmt: skip
    if tag and (tag in asked or "*" in asked):
        raise NotModifiedError(tag)


def respond(
    request: Request,
    body: bytes,
    media_type: str,
    revision: int | None,
    headers: Mapping[str, str] | None = None,
    variant: str | None = None,
) -> Response:
    """Return a whole answer with what caches need to know.

    `variant` stands for the media type in the tag where that is known only afterwards.
    """
    response = Response(body, media_type=media_type)
    response.headers.update({"Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})})
    if tag := entity_tag(request, revision, variant or media_type):
        response.headers["ETag"] = tag
    return response


def listing(request: Request, answer: BaseModel, media_type: str) -> Response:
    """Return a page of things, with the link to the next one."""
    headers = {}
    cursor = getattr(answer, "next", None)
    if cursor:
        following = request.url.include_query_params(cursor=cursor)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    if media_type == CSV:
        rows = [item.model_dump(mode="json") for item in answer.items]  # type: ignore[attr-defined]
        body = csv_bytes(rows)
    else:
        body = answer.model_dump_json().encode()
    return respond(request, body, media_type, answer.revision, headers)  # type: ignore[attr-defined]


async def single(
    request: Request, service: Service, answer: BaseModel, media_type: str
) -> Response:
    """Return one thing, as JSON, as one row, or as the statements the store has about it."""
    revision: int | None = answer.revision  # type: ignore[attr-defined]
    if media_type == JSON:
        body = answer.model_dump_json().encode()
    elif media_type == CSV:
        body = csv_bytes([answer.model_dump(mode="json")])
    else:
        body = await service.statements(answer.iri, media_type)  # type: ignore[attr-defined]
    return respond(request, body, media_type, revision)


async def on_not_modified(_: Request, error: Exception) -> Response:
    """Answer 304 with the tag and no body."""
    assert isinstance(error, NotModifiedError)  # noqa: S101  (registered for this class only)
    return Response(status_code=304, headers={"ETag": error.tag, "Vary": "Accept"})


def see_other(address: str) -> RedirectResponse:
    """Answer 303: the thing itself is not a document, but here is one about it."""
    return RedirectResponse(address, status_code=303, headers={"Vary": "Accept"})


def json_answer(request: Request, document: object, revision: int | None) -> Response:
    """Return a document that is always JSON."""
    body = json.dumps(document, ensure_ascii=False).encode()
    return respond(request, body, JSON, revision)
