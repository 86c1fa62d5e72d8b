"""An answer of the library as an HTTP response: format, entity tag, links."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Concatenate, ParamSpec
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from kg.collection.service import Service
from kg.errors import UnknownThingError
from kg.model.answers import Answer
from kg.reading.collection import Collection
from kg.reading.told import Told
from kg_api.flattening import csv_of
from kg_api.freshness import (
    NotModifiedError,
    caching,
    check_fresh,
    entity_tag,
    shown_throughout,
    tags_held,
)
from kg_api.negotiation import JSON, SUFFIXES, choose

P = ParamSpec("P")

CSV = "text/csv"
RDF = ("application/ld+json", "text/turtle", "application/trig", "application/n-quads")
LISTING = (JSON, CSV)
SINGLE = (JSON, *RDF, CSV)


def wanted(request: Request, available: tuple[str, ...], suffix: str | None = None) -> str:
    """Return the media type to answer in: the suffix of the path wins over `Accept`."""
    accept = SUFFIXES[suffix] if suffix else request.headers.get("accept")
    return choose(accept, available)


def split_suffix(name: str) -> tuple[str, str | None]:
    """Split `hill-taken.ttl` into id and suffix; an unknown ending belongs to the id."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem and ending in SUFFIXES else (name, None)


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

    Raises:
        NotModifiedError: the client has any answer at all and asked with `If-None-Match: *`.
    """
    sent = {**caching(request), **(headers or {})}
    if edition := shown_throughout(request, revision):
        tag = sent["ETag"] = entity_tag(request, edition, variant or media_type)
        if "*" in tags_held(request):
            raise NotModifiedError(tag, headers)
    return Response(body, headers=sent, media_type=media_type)


async def listed(
    request: Request,
    service: Service,
    verb: Callable[Concatenate[Collection, P], Awaitable[Answer]],
    *given: P.args,
    **named: P.kwargs,
) -> Response:
    """Return a page of things, as JSON or as rows, with the link to the next one.

    The path may end in a format, as in `/claims.csv`, for those who cannot send `Accept`.
    """
    media_type = wanted(request, LISTING, split_suffix(request.scope["path"])[1])
    check_fresh(request, service, media_type)
    if media_type == CSV:
        return written(request, await verb(service.collection, *given, **named), media_type)
    return told(request, await service.tell(verb, *given, **named))


async def single(
    request: Request,
    service: Service,
    verb: Callable[Concatenate[Collection, P], Awaitable[Answer]],
    *given: P.args,
    **named: P.kwargs,
) -> Response:
    """Return an answer of the collection that exists as JSON only."""
    check_fresh(request, service, wanted(request, (JSON,)))
    return told(request, await service.tell(verb, *given, **named))


async def document(
    request: Request, service: Service, find: Callable[[], Awaitable[BaseModel]]
) -> Response:
    """Return what is made here and exists as JSON only."""
    media_type = wanted(request, (JSON,))
    check_fresh(request, service, media_type)
    return written(request, await find(), media_type)


def told(request: Request, answer: Told) -> Response:
    """Return an answer that a worker wrote, with the link to the next page."""
    headers = _following(request, answer.next)
    return respond(request, answer.body, JSON, answer.revision, headers)


def written(request: Request, answer: BaseModel, media_type: str = JSON) -> Response:
    """Return an answer that was found, as JSON or as rows, with the link to the next page.

    It has a tag if it names its revision, and the request went by `check_fresh`.
    """
    headers = _following(request, getattr(answer, "next", None))
    if media_type == CSV:
        body = csv_of(type(answer), getattr(answer, "items", (answer,)))
    else:
        body = answer.model_dump_json().encode()
    return respond(request, body, media_type, getattr(answer, "revision", None), headers)


def _following(request: Request, cursor: str | None) -> dict[str, str]:
    following = next_page(request, cursor)
    return {"Link": f'<{following}>; rel="next"'} if following else {}


def next_page(request: Request, cursor: str | None) -> str | None:
    """Return the address of the page that a cursor begins, None where there is none."""
    if cursor is None:
        return None
    raw: bytes = request.scope["query_string"]
    given = [
        (name, value)
        for name, value in parse_qsl(raw.decode(), keep_blank_values=True)
        if name != "cursor"
    ]
    return f"{request.url.path}?{urlencode([*given, ('cursor', cursor)])}"


async def one(
    request: Request,
    service: Service,
    verb: Callable[[Collection, str], Awaitable[Answer]],
    given: str,
) -> Response:
    """Return one thing, as JSON, as one row, or as the statements the store has about it."""
    name, suffix = split_suffix(given)
    media_type = wanted(request, SINGLE, suffix)
    check_fresh(request, service, media_type)
    try:
        return await _one_as(request, service, verb, name, media_type)
    except UnknownThingError:
        if suffix is None:
            raise
    # An id may end like a format.
    return await _one_as(request, service, verb, given, wanted(request, SINGLE))


async def _one_as(
    request: Request,
    service: Service,
    verb: Callable[[Collection, str], Awaitable[Answer]],
    given: str,
    media_type: str,
) -> Response:
    if media_type == JSON:
        return told(request, await service.tell(verb, given))
    answer = await verb(service.collection, given)
    if media_type in RDF:
        body = await service.statements(answer.iri, media_type)  # type: ignore[attr-defined]
        return respond(request, body, media_type, answer.revision)
    return written(request, answer, media_type)


def see_other(address: str) -> RedirectResponse:
    """Answer 303: the thing itself is not a document, but here is one about it."""
    return RedirectResponse(address, status_code=303, headers={"Vary": "Accept"})
