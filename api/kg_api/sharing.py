"""Who asks what was asked before gets the answer that was made then; who asks at once, one answer.

Only what everybody may see is shared: whole answers to GET with an entity tag, to requests that
show no key. An answer is kept with the edition of the collection it was made from, which is looked
at on every request, so nothing is ever shown that is older than what was published.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.collection.editions import Edition
from kg_api.kept import Answer, Kept, Key
from kg_api.watching import NOBODY_LEFT

UNSHARED: Final = (
    "/livez", "/healthz", "/readyz", "/version", "/metrics", "/openapi.json", "/ledger/",
    "/static/",
)  # fmt: skip
"""What is about this moment, or made already: nobody waits there for another's answer."""
LONGEST_ACCEPT: Final = 500
_OK: Final = 200
_UNCHANGED: Final = 304
_CACHING: Final = b"cache-control"
_FOR_ONE: Final = frozenset(("private", "no-store"))
_DEPENDED_ON: Final = frozenset(("accept", "authorization"))
"""Headers of a request that an answer may vary by: one is in the key, the other never there."""

_Place: TypeAlias = tuple[Key, Edition]


class Sharing:
    """Middleware that keeps answers, and has many who ask the same at once wait for one.

    It belongs around everything that an answer is made by, and inside what belongs to one request.
    """

    def __init__(self, app: ASGIApp, kept: Kept, edition: Callable[[], Edition | None]) -> None:
        """Wrap an application; `edition` tells which edition it shows now, None if nobody can."""
        self.app = app
        self._kept = kept
        self._edition = edition
        self._flights: dict[_Place, _Flight] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept or being made; else have the answer made."""
        asked = _asked(scope)
        edition = self._edition() if asked else None
        if asked is None or edition is None:
            await self.app(scope, receive, send)
            return
        kept = self._kept.get(asked.key, edition)
        if kept is not None and await _gave(kept, asked, scope, send):
            return
        if asked.may_hold(edition):  # then it is told so without the answer being made
            await self._make(asked.key, edition, None, (scope, receive, send))
            return
        whole = {**scope, "headers": asked.unconditional} if asked.held else scope
        try:
            await self._share(asked, edition, (whole, receive, send))
        finally:  # for whoever watches from outside
            scope["route"] = whole.get("route")

    async def _share(self, asked: _Asked, edition: Edition, call: _Call) -> None:
        """Wait for whoever makes the same answer; make it where nobody does, or nobody can."""
        place = (asked.key, edition)
        while (flight := self._flights.get(place)) is not None:
            await flight.over.wait()
            made = flight.answer or self._kept.get(asked.key, edition)
            if made is not None and await _gave(made, asked, call[0], call[2]):
                return
            if not flight.left:  # it was not for others, or went wrong: everybody for themselves
                await self._make(asked.key, edition, None, call)
                return
        flight = self._flights[place] = _Flight()
        try:
            await self._make(asked.key, edition, flight, call)
        except Exception:
            flight.left = False
            raise
        finally:
            self._end(place, flight)

    async def _make(self, key: Key, edition: Edition, flight: _Flight | None, call: _Call) -> None:
        """Have the application answer, and keep it if it is for everybody."""
        scope, receive, send = call

        def heard(start: Message, body: bytes) -> None:
            answer = _public(scope, start, body) if self._edition() is edition else None
            if answer is not None:
                self._kept.keep(key, edition, answer)
            if flight is not None:
                flight.answer = answer if answer and answer.body is not None else None
                flight.left = start["status"] == NOBODY_LEFT
                self._end((key, edition), flight)

        await self.app(scope, receive, _Recorder(send, heard))

    def _end(self, place: _Place, flight: _Flight) -> None:
        """Let go whoever waits; nobody waits for a client that is slow to read its answer."""
        if self._flights.get(place) is flight:
            del self._flights[place]
        flight.over.set()


_Call: TypeAlias = tuple[Scope, Receive, Send]


@dataclass(slots=True)
class _Flight:
    """An answer that is being made; `left` says that its client went away before it was."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Answer | None = None
    left: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request whose answer others may get: its key, and the tags its client holds."""

    key: Key
    held: str
    unconditional: list[tuple[bytes, bytes]]

    def holds(self, tag: str) -> bool:
        """Say whether the client has the answer with this tag already."""
        held = [each.strip().removeprefix("W/") for each in self.held.split(",")]
        return tag in held or "*" in held

    def may_hold(self, edition: Edition) -> bool:
        """Say whether one of its tags may be current: they begin with the revision shown.

        Of an earlier moment that is a revision only its maker knows.
        """
        current = f'"{edition.revision}-' in self.held or "*" in self.held
        return current or bool(self.held and b"asOf=" in self.key[1])


def _asked(scope: Scope) -> _Asked | None:
    """Return what is asked, if it is asked by GET, without a key and of what may be shared."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(UNSHARED):
        return None
    given: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        given.setdefault(name, value.decode("latin-1"))  # the first counts, as everywhere
    accept = given.get(b"accept", "")
    if b"authorization" in given or len(accept) > LONGEST_ACCEPT:
        return None
    key = (scope["path"], scope["query_string"], accept)
    held = given.get(b"if-none-match", "")
    return _Asked(key, held, _unconditional(scope) if held else [])


def _unconditional(scope: Scope) -> list[tuple[bytes, bytes]]:
    return [header for header in scope["headers"] if header[0] != b"if-none-match"]


async def _gave(answer: Answer, asked: _Asked, scope: Scope, send: Send) -> bool:
    """Give a client an answer, or tell that it has it; False where only its tag is known."""
    if unchanged := bool(asked.held and asked.holds(answer.tag)):
        headers, body = answer.unchanged, b""
    elif answer.body is not None:
        headers, body = list(answer.headers), answer.body
    else:
        return False
    scope["route"] = answer.route
    if answer.query is not None:
        scope.setdefault("state", {})["query"] = answer.query
    status = _UNCHANGED if unchanged else _OK
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return True


def _public(scope: Scope, start: Message, body: bytes) -> Answer | None:
    """Return an answer that everybody may get, None where it is none."""
    headers: tuple[tuple[bytes, bytes], ...] = start["headers"]
    told = {name: value.decode("latin-1").lower() for name, value in headers}
    tag, status = told.get(b"etag"), start["status"]
    if tag is None or status not in (_OK, _UNCHANGED) or b"set-cookie" in told:
        return None
    if not (_words(told, b"vary") <= _DEPENDED_ON and _FOR_ONE.isdisjoint(_words(told, _CACHING))):
        return None
    whole = body if status == _OK else None
    return Answer(tag, headers, whole, scope.get("route"), scope.get("state", {}).get("query"))


def _words(told: Mapping[bytes, str], name: bytes) -> set[str]:
    return {word.strip() for word in told.get(name, "").split(",") if word.strip()}


class _Recorder:
    """Sends an answer on, and tells what it was before its last part leaves."""

    def __init__(self, send: Send, heard: Callable[[Message, bytes], None]) -> None:
        self._send = send
        self._heard = heard
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            # Whoever sends it on adds to it what belongs to this request alone.
            self._start = {**message, "headers": tuple(message.get("headers", ()))}
        elif message["type"] == "http.response.body" and self._start is not None:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                self._heard(self._start, b"".join(self._parts))
        await self._send(message)
