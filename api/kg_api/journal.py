"""The journal: one line on standard error for each request and each fault of ours.

Nothing of what a client wrote stands in it but a request id of a safe form: no address, no
query (only its hash), no key. Values are written as JSON, or as Python writes them, so that no
character of theirs can begin a line or steer a terminal.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import math
import sys
import time
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii
from select import PIPE_BUF
from typing import IO, Any, Final, TypeAlias

import structlog
from starlette.requests import Request
from structlog.processors import KeyValueRenderer, format_exc_info
from typing_extensions import override

from kg.ledger import write_instant
from kg.settings import Log

Fields: TypeAlias = MutableMapping[str, Any]

HASH_CHARACTERS: Final = 16
_FIRST: Final = ("time", "level", "event", "request_id", "method", "route", "status", "seconds")
_WHERE_KNOWN: Final = ("actor", "query", "problem", "trace_id")
_SERVER_ERROR: Final = 500
_PAUSE: Final = 0.1
_TOLD: Final = "Exception in ASGI application"
"""How uvicorn begins what `fault` has said already."""


@dataclass(slots=True)
class Seen:
    """A request that has been answered, or broke off.

    `route` is the template of its route, None where there is none; `status` is 499 where nobody
    was left to answer; `seconds` until the last byte was handed on; `bytes` of the body. `problem`
    is the kind of problem it was answered with, `query` the hash of the query it asked. `ended` is
    in seconds since 1970.
    """

    request_id: str
    trace_id: str | None
    method: str
    route: str | None
    client: str | None
    status: int
    seconds: float
    bytes: int
    actor: str | None = None
    problem: str | None = None
    query: str | None = None
    ended: float = field(default_factory=time.time)


def note_query(request: Request, text: str) -> None:
    """Have the journal name the query a request asked, by its hash alone."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    request.state.query = digest[:HASH_CHARACTERS]


class Journal:
    """Writes lines; whatever happens to them never happens to a request."""

    def __init__(self, form: Log, stream: IO[bytes] | None = None) -> None:
        """Write to `stream`; without one to standard error, if there is any."""
        file = stream or getattr(sys.stderr, "buffer", None)
        self._out = None if file is None else structlog.BytesLogger(file)  # type: ignore[arg-type]
        self._render = _json if form is Log.JSON else _plain
        self._waiting: list[Seen] = []
        self._timer: asyncio.TimerHandle | None = None

    def seen(self, seen: Seen) -> None:
        """Write down a request, within a tenth of a second: many together cost far less."""
        self._waiting.append(seen)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self.flush)

    def flush(self) -> None:
        """Write down all requests seen so far."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        for lines in _together([self._line(*_request(seen)) for seen in waiting]):
            self._write(lines)

    def fault(self, request_id: str, error: BaseException) -> None:
        """Write down a fault of ours, with its traceback."""
        self.write("error", "fault", {"request_id": request_id, "exc_info": error})

    def write(self, level: str, event: str, fields: dict[str, Any]) -> None:
        """Write a line at once, after those that wait."""
        self.flush()
        self._write(self._line(time.time(), level, event, fields))

    def _line(self, at: float, level: str, event: str, fields: dict[str, Any]) -> bytes:
        if "exc_info" in fields:
            format_exc_info(None, level, fields)
        when = write_instant(datetime.fromtimestamp(at, UTC))
        return self._render(None, level, {"time": when, "level": level, "event": event, **fields})

    def _write(self, lines: bytes) -> None:
        """Write, or do nothing where nobody reads any more."""
        if self._out is not None and lines:
            with suppress(OSError, ValueError):
                self._out.msg(lines)

    def take_over(self) -> None:
        """Have everything written that this process tells the standard library's logging."""
        logging.basicConfig(handlers=[_Bridge(self)], level=logging.WARNING, force=True)


def _together(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Put together as many lines as the system writes at once.

    So no line of another process that writes to the same pipe comes into the middle of one.
    """
    gathered = b""
    for line in lines:
        if gathered and len(gathered) + len(line) + 2 > PIPE_BUF:
            yield gathered
            gathered = line
        else:
            gathered = gathered + b"\n" + line if gathered else line
    yield gathered


class _Bridge(logging.Handler):
    """Hands on what libraries log."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Write a record as a line."""
        message = record.getMessage()
        if message.startswith(_TOLD):
            return
        fields: dict[str, Any] = {"logger": record.name}
        if record.exc_info:
            fields["exc_info"] = record.exc_info
        level = record.levelname.lower()
        self._journal.write(level if level in _LEVELS else "error", message, fields)


_LEVELS: Final = frozenset(("debug", "info", "warning", "error", "critical"))


def _request(seen: Seen) -> tuple[float, str, str, dict[str, Any]]:
    fields = {
        "request_id": seen.request_id,
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "seconds": round(seen.seconds, 6),
        "bytes": seen.bytes,
        "client": seen.client,
    }
    for name in _WHERE_KNOWN:
        if (value := getattr(seen, name)) is not None:
            fields[name] = value
    level = "info" if seen.status < _SERVER_ERROR else "warning"
    return seen.ended, level, "request", fields


def _json(_: object, __: str, fields: Fields) -> bytes:
    """Return an object on one line, everything but ASCII as an escape.

    By hand, as this happens for every request: the encoder of `json` takes thrice the time.
    """
    return (
        "{" + ",".join([f'"{key}":{_value(value)}' for key, value in fields.items()]) + "}"
    ).encode()


def _value(value: Any) -> str:  # noqa: ANN401  (whatever is written down)
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    return encode_basestring_ascii(repr(value))


def _plain(logger: object, name: str, fields: Fields) -> bytes:
    """Return a line for a person; `repr` writes what cannot be printed as an escape."""
    line = KeyValueRenderer(key_order=list(_FIRST), drop_missing=True)(logger, name, fields)
    return line.encode("utf-8", "backslashreplace")
