"""The headers every answer has, errors too, so that no browser does more with it than show it.

What a route set itself stays. Pages bring a policy of their own; data needs none of its powers.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY: Final = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
RULES: Final[dict[bytes, bytes]] = {
    b"x-content-type-options": b"nosniff",
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
OPEN: Final = (b"cross-origin-resource-policy", b"cross-origin")
"""Data anybody may read is meant to be used from other sites."""
CLOSED: Final = (b"cross-origin-resource-policy", b"same-origin")
UNKEPT: Final = (b"cache-control", b"no-store")
"""What says nothing about caches is not for them."""


class HeaderRules:
    """Middleware that completes the headers of every answer; belongs outside everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with more headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": complete(message.get("headers", ()))}
            await send(message)

        await self.app(scope, receive, completed)


def complete(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those that are missing."""
    present = dict(given)
    headers = list(given)
    headers += [rule for rule in RULES.items() if rule[0] not in present]
    if b"cache-control" not in present:
        headers.append(UNKEPT)
    if OPEN[0] not in present:
        headers.append(CLOSED if b"private" in present.get(b"cache-control", b"") else OPEN)
    return headers
