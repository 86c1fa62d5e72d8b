"""Around every request: its id, its time, what came of it, and the headers every answer has."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg_api.headers import complete
from kg_api.journal import Journal, Seen

REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_TRACE: Final = re.compile(rb"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context, section 3.2, version 00; later ones may go on after it."""
_NO_TRACE: Final = b"0" * 32
NOBODY_LEFT: Final = 499
_VERSIONED: Final = "/api/v1"

Watcher = Callable[[Seen], None]
"""Is told of every request when it is over."""


class Watching:
    """Middleware that gives each request an id, completes its headers, and tells how it ended.

    It belongs outside everything else.
    """

    def __init__(self, app: ASGIApp, journal: Journal, watchers: Iterable[Watcher]) -> None:
        """Wrap an application; `journal` hears of faults, `watchers` of every request."""
        self.app = app
        self._journal = journal
        self._watchers = tuple(watchers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and look."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            self._journal.flush()  # the application has ended
            return
        began, method = time.perf_counter(), scope["method"]
        request_id, trace_id = names(scope["headers"])
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _Answer(send, request_id, has_body=method != "HEAD")
        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            self._journal.fault(request_id, error)
            raise
        finally:
            seen = _seen(scope, method, answer, trace_id)
            seen.seconds = time.perf_counter() - began
            for watcher in self._watchers:
                watcher(seen)


@dataclass(slots=True)
class _Answer:
    """Sends an answer on, with its headers complete, and keeps its status and size in mind."""

    send: Send
    request_id: str
    has_body: bool
    status: int = NOBODY_LEFT
    size: int = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = complete(message.get("headers", ()))
            headers.append((b"x-request-id", self.request_id.encode()))
            message = {**message, "headers": headers}
        elif self.has_body:
            self.size += len(message.get("body", b""))
        await self.send(message)


def _seen(scope: Scope, method: str, answer: _Answer, trace_id: str | None) -> Seen:
    told, client = scope["state"], scope.get("client")
    return Seen(
        request_id=answer.request_id,
        trace_id=trace_id,
        method=method,
        route=template(scope),
        client=client[0] if client else None,
        status=answer.status,
        seconds=0.0,
        bytes=answer.size,
        actor=_text(told.get("actor")),
        problem=_text(told.get("problem")),
        query=_text(told.get("query")),
    )


def names(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str | None]:
    """Return the id of a request, its own or a new one, and the id of the trace it belongs to."""
    request_id = trace = None
    for name, value in headers:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value):
            request_id = value.decode("ascii")
        elif name == b"traceparent" and (match := _TRACE.match(value)) and _ends(value, match):
            trace = match[1].decode("ascii") if match[1] != _NO_TRACE else None
    return request_id or secrets.token_hex(8), trace


def _ends(value: bytes, match: re.Match[bytes]) -> bool:
    rest = value[match.end() :]
    return not rest or (rest.startswith(b"-") and not value.startswith(b"00-"))


def template(scope: Scope) -> str | None:
    """Return the template of the route that answered, such as `/api/v1/claims/{claim}`.

    Depending on its version FastAPI keeps it with or without the prefix it was mounted under.
    """
    path: str | None = getattr(scope.get("route"), "path", None)
    if path is None or not scope["path"].startswith(f"{_VERSIONED}/"):
        return path
    return path if path.startswith(_VERSIONED) else _VERSIONED + path


def _text(value: Any) -> str | None:  # noqa: ANN401  (whatever a handler left)
    return value if isinstance(value, str) else None
