"""An answer of the library as an HTTP response: format, entity tag, links.

The tag is made of the edition of the collection and the request, so that an unchanged collection
answers 304 before anything is looked up (RFC 9110 section 13.1.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Concatenate, ParamSpec
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from kg.collection.editions import Edition
from kg.collection.opening import Service
from kg.errors import UnknownThingError
from kg.model.answers import Answer
from kg.reading.collection import Collection
from kg.reading.told import Told
from kg_api.flattening import csv_of
from kg_api.moments import moment_shown, seen_whole
from kg_api.negotiation import JSON, SUFFIXES, choose

P = ParamSpec("P")

CSV = "text/csv"
RDF = ("application/ld+json", "text/turtle", "application/trig", "application/n-quads")
LISTING = (JSON, CSV)
SINGLE = (JSON, *RDF, CSV)
CACHING = {"Vary": "Accept", "Cache-Control": "no-cache"}


def caching(request: Request) -> dict[str, str]:
    """Return what caches are told of an answer, and which moment it shows where it was asked.

    The whole past is for one reader, and nobody keeps it for others.
    """
    if not (shown := moment_shown(request)):
        return CACHING
    kept = "private, no-store" if seen_whole(request) else "no-cache"
    return {"Vary": "Accept, Authorization", "Cache-Control": kept, **shown}


class NotModifiedError(Exception):
    """The client has the current answer already; carries the entity tag, and headers of its own.

    What a 304 says takes the place of what a browser kept with its copy (RFC 9111 section 3.2).
    """

    def __init__(self, tag: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep for the 304 what the answer would have."""
        super().__init__(tag)
        self.tag = tag
        self.headers = headers or {}


def wanted(request: Request, available: tuple[str, ...], suffix: str | None = None) -> str:
    """Return the media type to answer in: the suffix of the path wins over `Accept`."""
    accept = SUFFIXES[suffix] if suffix else request.headers.get("accept")
    return choose(accept, available)


def split_suffix(name: str) -> tuple[str, str | None]:
    """Split `hill-taken.ttl` into id and suffix; an unknown ending belongs to the id."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem and ending in SUFFIXES else (name, None)


def entity_tag(request: Request, edition: Edition, media_type: str) -> str:
    """Return the tag of the answer this request gets from that edition."""
    scope = request.scope
    asked = (edition.digest, scope["path"], scope["query_string"].decode("latin-1"), media_type)
    seen = "\n".join(asked).encode("utf-8", "surrogatepass")
    return f'"{edition.revision}-{hashlib.sha256(seen).hexdigest()[:20]}"'


def check_fresh(
    request: Request,
    service: Service,
    media_type: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Stop here with 304 when the client's copy is current; `headers` are the answer's own.

    Raises:
        NotModifiedError: its tag equals the one the answer would have.
    """
    request.state.service = service
    edition = request.state.edition = service.edition
    held = _held(request)
    if edition and held and (tag := entity_tag(request, edition, media_type)) in held:
        raise NotModifiedError(tag, headers)


def _held(request: Request) -> list[str]:
    held = request.headers.get("if-none-match")
    return [tag.strip().removeprefix("W/") for tag in held.split(",")] if held else []


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
    if edition := _shown_throughout(request, revision):
        tag = sent["ETag"] = entity_tag(request, edition, variant or media_type)
        if "*" in _held(request):
            raise NotModifiedError(tag, headers)
    return Response(body, headers=sent, media_type=media_type)


def _shown_throughout(request: Request, revision: int | None) -> Edition | None:
    """Return the edition that was shown from the check to the answer; None if it changed.

    An answer from around a change of edition has no tag: it would be taken for current later.
    """
    edition: Edition | None = getattr(request.state, "edition", None)
    if edition is None or edition.revision != revision:
        return None
    return edition if request.state.service.edition == edition else None


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


async def on_not_modified(request: Request, error: Exception) -> Response:
    """Answer 304 with the tag and no body."""
    assert isinstance(error, NotModifiedError)  # noqa: S101  (registered for this class only)
    headers = {**caching(request), **error.headers, "ETag": error.tag}
    return Response(status_code=304, headers=headers)


def see_other(address: str) -> RedirectResponse:
    """Answer 303: the thing itself is not a document, but here is one about it."""
    return RedirectResponse(address, status_code=303, headers={"Vary": "Accept"})
