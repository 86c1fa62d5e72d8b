"""Whether the copy a client has is current, and what caches are told of an answer.

The tag is made of the edition of the collection and the request, so that an unchanged collection
answers 304 before anything is looked up (RFC 9110 section 13.1.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from fastapi import Request, Response

from kg.collection.editions import Edition
from kg.collection.service import Service
from kg_api.moments import moment_shown, seen_whole

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
    held = tags_held(request)
    if edition and held and (tag := entity_tag(request, edition, media_type)) in held:
        raise NotModifiedError(tag, headers)


def tags_held(request: Request) -> list[str]:
    """Return the tags of the copies that the client has."""
    held = request.headers.get("if-none-match")
    return [tag.strip().removeprefix("W/") for tag in held.split(",")] if held else []


def shown_throughout(request: Request, revision: int | None) -> Edition | None:
    """Return the edition that was shown from the check to the answer; None if it changed.

    An answer from around a change of edition has no tag: it would be taken for current later.
    """
    edition: Edition | None = getattr(request.state, "edition", None)
    if edition is None or edition.revision != revision:
        return None
    return edition if request.state.service.edition == edition else None


async def on_not_modified(request: Request, error: Exception) -> Response:
    """Answer 304 with the tag and no body."""
    assert isinstance(error, NotModifiedError)  # noqa: S101  (registered for this class only)
    headers = {**caching(request), **error.headers, "ETag": error.tag}
    return Response(status_code=304, headers=headers)
