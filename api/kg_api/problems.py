"""Every error as an RFC 9457 problem: one table from error to status, one handler.

Each problem's `type` is an address on this server (`/problems/{kind}`) that explains it.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kg import errors
from kg.errors import KgError
from kg_api.negotiation import PROBLEM

log = logging.getLogger(__name__)

STATUS: dict[type[KgError], int] = {
    errors.DataError: 422,
    errors.UsageError: 400,
    errors.UnknownThingError: 404,
    errors.UnknownQueryError: 404,
    errors.BadParameterError: 422,
    errors.BadQueryError: 400,
    errors.NotAcceptableError: 406,
    errors.StoreError: 502,
    errors.StoreUnreachableError: 502,
    errors.StoreBusyError: 503,
    errors.IncompleteAnswerError: 502,
    errors.LockedError: 503,
    errors.LimitError: 400,
    errors.TimeLimitError: 504,
    errors.SizeLimitError: 507,
    errors.WorkerLostError: 507,
    KgError: 500,
}
"""An error's status is that of its nearest ancestor here."""

RETRY_AFTER_SECONDS = 1


def status(kind: type[KgError]) -> int:
    """Return the HTTP status that stands for a class of errors."""
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)


def explained() -> dict[str, type[KgError]]:
    """Return every kind of problem there can be, by its name in the `type` address."""
    return {kind.kind: kind for kind in _descendants(KgError)}


def _descendants(kind: type[KgError]) -> Iterator[type[KgError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _descendants(child)


def explanation(kind: type[KgError]) -> dict[str, Any]:
    """Return what `/problems/{kind}` says: title, status and meaning."""
    meaning = inspect.getdoc(kind) or kind.title
    return {"type": f"/problems/{kind.kind}", "title": kind.title, "status": status(kind),
            "meaning": meaning.split("\n\nArgs:")[0]}  # fmt: skip


def problem(error: KgError) -> JSONResponse:
    """Return an error as a response of type `application/problem+json`."""
    busy = isinstance(error, errors.StoreBusyError | errors.LockedError)
    return _response(problem_body(error), busy=busy)


def problem_body(error: KgError) -> dict[str, Any]:
    """Return an error as a problem document, with its position or parameter where known."""
    body: dict[str, Any] = {
        "type": f"/problems/{error.kind}",
        "title": error.title,
        "status": status(type(error)),
        "detail": error.detail,
    }
    extra: dict[str, Any] = {"where": error.where, "hint": error.hint}
    if isinstance(error, errors.BadParameterError):
        extra["parameter"] = error.where
    if isinstance(error, errors.BadQueryError):
        extra |= {"line": error.line, "column": error.column}
    return body | {key: value for key, value in extra.items() if value is not None}


def _response(body: dict[str, Any], *, busy: bool = False) -> JSONResponse:
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if busy:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return JSONResponse(body, body["status"], headers, media_type=PROBLEM)


async def _on_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KgError)  # noqa: S101  (registered for this class only)
    if status(type(error)) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("answered %s: %s", status(type(error)), error)
    return problem(error)


async def _on_http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for this class only)
    phrase = HTTPStatus(error.status_code).phrase
    body = {"type": "about:blank", "title": phrase, "status": error.status_code,
            "detail": str(error.detail)}  # fmt: skip
    response = _response(body)
    response.headers.update(error.headers or {})
    return response


async def _on_invalid_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (registered for this class)
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    given = f"; given: {first['input']!r:.100}" if first.get("input") is not None else ""
    return problem(errors.BadParameterError(f"{first['msg']}{given}", where=name))


def install(app: FastAPI) -> None:
    """Make every error of this application a problem document."""
    app.add_exception_handler(KgError, _on_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
