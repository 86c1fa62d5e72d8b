"""Who asks, and whether they may: a bearer key, looked up anew for every request.

A key comes in the header `Authorization` and nowhere else, so no page of another site can make a
browser send it. What browsers tell about the origin of a request is looked at all the same.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kg.access import Key, Keyring, Scope
from kg.collection.service import Service
from kg.errors import (
    BadParameterError,
    DataError,
    NotAllowedError,
    StoreUnreachableError,
    UnknownKeyError,
)
from kg.ledger import now

_BEARER = HTTPBearer(
    scheme_name="key",
    bearerFormat="kg_<id>_<secret>",
    description="A key as `kg keys issue` prints it, once. It has scopes, and it expires.",
    auto_error=False,
)
IDEMPOTENCY = "Idempotency-Key"
_Given = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


def allowed(*scopes: Scope) -> Any:  # noqa: ANN401  (what FastAPI's Depends returns)
    """Return a dependency: the key of the request, which has one of these scopes.

    It raises UnknownKeyError (401) without a key that works, NotAllowedError (403) for one that
    lacks the scope, and for what a page of another site sent.
    """

    async def holder(request: Request, given: _Given) -> Key:
        refuse_other_sites(request)
        key = _found(request, given.credentials if given else None)
        request.state.actor = key.actor
        key.require(*scopes)
        return key

    return Depends(holder)


def refuse_other_sites(request: Request) -> None:
    """Refuse a request that a browser sent for a page of another site.

    Raises:
        NotAllowedError: `Sec-Fetch-Site` or `Origin` says so.
    """
    origin = request.headers.get("origin")
    foreign = origin is not None and _host(origin) not in _ours(request) - {None}
    if foreign or request.headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowedError(
            "a page of another site may not write here", where="Origin", hint="use a program"
        )


def _ours(request: Request) -> set[str | None]:
    """Return by which names the server is reached: the one asked for, and that of its proxy."""
    service: Service = request.app.state.service
    public = service.settings.public_url
    return {request.headers.get("host"), *({_host(public)} if public else ())}


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).netloc or None
    except ValueError:  # such as http://[
        return None


def key_of(request: Request) -> Key:
    """Return the key of a request to a route that needs none.

    Raises:
        UnknownKeyError: it has none, or none that works.
    """
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    return _found(request, credentials if scheme.lower() == "bearer" else None)


def _found(request: Request, given: str | None) -> Key:
    if given is None or len(request.headers.getlist("authorization")) != 1:
        raise UnknownKeyError(
            "this needs a key", where="Authorization", hint="send Authorization: Bearer kg_…"
        )
    keys: Keyring = request.app.state.keyring
    try:
        return keys.find(given, now())
    except DataError as error:  # told to whoever keeps the server, not to whoever asks
        raise StoreUnreachableError("The keys cannot be read at the moment") from error


async def _named(
    request: Request,
    name: Annotated[
        str | None,
        Header(
            alias=IDEMPOTENCY,
            min_length=1,
            max_length=255,
            pattern=r"^[\x20-\x7E]+$",
            description="A name of your own for this request, such as a UUID: sent again under the "
            "same name it is never done twice, and with another body it is refused (409).",
            examples=["4e7c2f0a-5f0c-4c4b-9a53-0a1c6f6d2b11"],
        ),
    ] = None,
) -> str | None:
    if len(request.headers.getlist(IDEMPOTENCY)) > 1:
        raise BadParameterError("given more than once", where=IDEMPOTENCY)
    return name


RequestName = Annotated[str | None, Depends(_named)]
"""Ask for this in a handler to get the `Idempotency-Key` of the request, if it has one."""
