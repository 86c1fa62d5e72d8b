"""The journal: one line on standard error for each request and each fault of ours.

Nothing of what a client wrote stands in it but a request id of a safe form: no address, no
query (only its hash), no key. Values are written as JSON, or as Python writes them, so that no
character of theirs can begin a line or steer a terminal.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, Final

import structlog
from starlette.requests import Request
from structlog.processors import (
    JSONRenderer,
    KeyValueRenderer,
    TimeStamper,
    format_exc_info,
)
from typing_extensions import override

from kg.settings import Log

HASH_CHARACTERS: Final = 16
_FIRST: Final = ("time", "level", "event", "request_id", "method", "route", "status", "seconds")
_SERVER_ERROR: Final = 500
_TOLD: Final = "Exception in ASGI application"
"""How uvicorn begins what `fault` has said already."""


@dataclass(slots=True)
class Seen:
    """A request that has been answered, or broke off.

    `route` is the template of its route, None where there is none; `status` is 499 where nobody
    was left to answer; `seconds` until the last byte was handed on; `bytes` of the body. `problem`
    is the kind of problem it was answered with, `query` the hash of the query it asked.
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


def note_query(request: Request, text: str) -> None:
    """Have the journal name the query a request asked, by its hash alone."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    request.state.query = digest[:HASH_CHARACTERS]


class Journal:
    """Writes lines; whatever happens to them never happens to a request."""

    def __init__(self, form: Log, stream: IO[bytes] | None = None) -> None:
        """Write to `stream`; without one to standard error, if there is any."""
        file = stream or getattr(sys.stderr, "buffer", None)
        self._logger = None if file is None else _logger(form, file)

    def seen(self, seen: Seen) -> None:
        """Write down a request."""
        fields = {
            "request_id": seen.request_id,
            "method": seen.method,
            "route": seen.route,
            "status": seen.status,
            "seconds": round(seen.seconds, 6),
            "bytes": seen.bytes,
            "client": seen.client,
        }
        for name in ("actor", "query", "problem", "trace_id"):
            if (value := getattr(seen, name)) is not None:
                fields[name] = value
        level = "info" if seen.status < _SERVER_ERROR else "warning"
        self.write(level, "request", fields)

    def fault(self, request_id: str, error: BaseException) -> None:
        """Write down a fault of ours, with its traceback."""
        self.write("error", "fault", {"request_id": request_id, "exc_info": error})

    def write(self, level: str, event: str, fields: dict[str, Any]) -> None:
        """Write a line, or nothing where nobody reads any more."""
        if self._logger is not None:
            with suppress(OSError, ValueError):
                getattr(self._logger, level)(event, level=level, **fields)

    def take_over(self) -> None:
        """Have everything written that this process tells the standard library's logging."""
        logging.basicConfig(handlers=[_Bridge(self)], level=logging.WARNING, force=True)


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


def _logger(form: Log, file: IO[bytes]) -> Any:  # noqa: ANN401  (structlog's own)
    return structlog.wrap_logger(
        structlog.BytesLogger(file),  # type: ignore[arg-type]
        processors=[
            TimeStamper(fmt="iso", utc=True, key="time"),
            format_exc_info,
            _json() if form is Log.JSON else _plain,
        ],
        wrapper_class=structlog.BoundLogger,
        context_class=dict,
        cache_logger_on_first_use=True,
    )


def _json() -> JSONRenderer:
    """Return what writes a line; `json` writes everything but ASCII as an escape."""
    encoder = json.JSONEncoder(separators=(",", ":"), default=repr)
    return JSONRenderer(serializer=lambda fields, **_: encoder.encode(fields).encode())


def _plain(logger: object, name: str, fields: MutableMapping[str, Any]) -> bytes:
    """Return a line for a person; `repr` writes what cannot be printed as an escape."""
    line = KeyValueRenderer(key_order=list(_FIRST), drop_missing=True)(logger, name, fields)
    return line.encode("utf-8", "backslashreplace")
