"""No request body larger than anything asked here can be."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 4 * 2**20
"""Bytes: a hundred questions of 5,000 characters, in the widest encoding."""


class LimitedBodies:
    """Middleware that stops reading a body once it is too large."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        """Wrap an application; `limit` counts bytes."""
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what the application reads.

        Raises:
            HTTPException: 413, into the application, which answers with a problem.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise too_large(self.limit)
            return message

        await self.app(scope, counted, send)


def too_large(limit: int) -> HTTPException:
    """Return the error for a body of more than `limit` bytes."""
    size = f"{limit / 2**20:g} MiB"
    return HTTPException(413, f"the body of the request is larger than {size}")
