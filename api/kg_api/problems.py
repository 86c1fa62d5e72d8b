"""Every error as an RFC 9457 problem: one table from error to status, one handler.

Each problem's `type` is an address on this server (`/problems/{kind}`) that explains it.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from kg import errors
from kg.errors import KgError
from kg_api.moments import moment_shown
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
    errors.MediaTypeError: 415,
    errors.UnknownKeyError: 401,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.ErasedError: 410,
    errors.StoreError: 502,
    errors.StoreUnreachableError: 502,
    errors.StoreBusyError: 503,
    errors.IncompleteAnswerError: 502,
    errors.LockedError: 503,
    errors.DiskFullError: 507,
    errors.UnfinishedWriteError: 503,
    errors.LimitError: 400,
    errors.TooManyRequestsError: 429,
    errors.TimeLimitError: 504,
    errors.SizeLimitError: 507,
    errors.WorkerLostError: 507,
    KgError: 500,
}
"""An error's status is that of its nearest ancestor here."""

RETRY_AFTER_SECONDS = 1
_MOMENTARY = (errors.StoreBusyError, errors.LockedError, errors.UnfinishedWriteError)
CLIENT_CLOSED_REQUEST = 499
"""What nginx calls it in its log; nobody sees it on the wire."""
MOST_CHARACTERS = 1000


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


class RecordFault(BaseModel):
    """One thing wrong in a record that was sent."""

    line: int | None = Field(description="Counted from 1; null where no line is to blame.")
    column: int | None = Field(description="In code points, counted from 1.")
    field: str = Field(description="The field, such as `attributions[3].quote`.")
    reason: str = Field(description="What is wrong.")
    hint: str | None = Field(description="What to write instead.")


class Problem(BaseModel):
    """What went wrong (RFC 9457): `detail` says what, `where` where, `hint` what to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/bad-parameter",
                    "title": "A parameter is wrong",
                    "status": 422,
                    "detail": "no such parameter",
                    "where": "speker",
                    "hint": "did you mean speaker? there are limit, cursor, q, speaker",
                    "parameter": "speker",
                }
            ]
        }
    )

    type: str = Field(description="Its kind: an address that explains it, or about:blank.")
    title: str = Field(description="What that kind is called.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, in one sentence.")
    where: str | None = Field(None, description="The place: a parameter, a line, a file.")
    hint: str | None = Field(None, description="What to do about it.")
    parameter: str | None = Field(None, description="The parameter that is wrong.")
    line: int | None = Field(None, description="Of a query, counted from 1.")
    column: int | None = Field(None, description="Of a query, in code points, counted from 1.")
    faults: list[RecordFault] | None = Field(None, description="All that is wrong in a record.")


class Meaning(BaseModel):
    """What one kind of problem means."""

    type: str
    title: str
    status: int
    meaning: str


def explanation(kind: type[KgError]) -> Meaning:
    """Return what `/problems/{kind}` says: title, status and meaning."""
    meaning = (inspect.getdoc(kind) or kind.title).split("\n\nArgs:")[0]
    return Meaning(
        type=f"/problems/{kind.kind}", title=kind.title, status=status(kind), meaning=meaning
    )


def problem(error: KgError) -> JSONResponse:
    """Return an error as a response of type `application/problem+json`."""
    wait = None
    if isinstance(error, _MOMENTARY):
        wait = RETRY_AFTER_SECONDS
    elif isinstance(error, errors.TooManyRequestsError):
        wait = error.seconds
    response = _response(problem_body(error), wait=wait)
    if isinstance(error, errors.UnknownKeyError):
        response.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 section 11.6.1
    return response


def problem_body(error: KgError) -> dict[str, Any]:
    """Return an error as a problem document, with its position or parameter where known."""
    body: dict[str, Any] = {
        "type": f"/problems/{error.kind}",
        "title": error.title,
        "status": status(type(error)),
        "detail": _short(error.detail),
    }
    extra: dict[str, Any] = {"where": error.where, "hint": error.hint}
    if isinstance(error, errors.BadParameterError):
        extra["parameter"] = error.where
    if isinstance(error, errors.BadQueryError):
        extra |= {"line": error.line, "column": error.column}
    if isinstance(error, errors.RecordError) and error.faults:
        extra["faults"] = [_fault(each) for each in error.faults]
    return body | {key: value for key, value in extra.items() if value is not None}


def _fault(fault: errors.Fault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.column,
        "field": fault.field,
        "reason": _short(fault.reason),
        "hint": fault.hint,
    }


def _short(text: str) -> str:
    """Return a text that repeats no more of the request than anybody wants to read."""
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + " …"


def _response(body: dict[str, Any], *, wait: int | None = None) -> JSONResponse:
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if wait is not None:
        headers["Retry-After"] = str(wait)
    return JSONResponse(body, body["status"], headers, media_type=PROBLEM)


async def _on_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KgError)  # noqa: S101  (registered for this class only)
    request.state.problem = error.kind  # for the journal, which never has the words
    if status(type(error)) == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("a fault of the server", exc_info=error)
    response = problem(error)
    response.headers.update(moment_shown(request))
    return response


async def _on_http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for this class only)
    response = _response(_plain(error.status_code, str(error.detail)))
    response.headers.update(error.headers or {})
    return response


async def _on_fault_of_ours(_: Request, __: Exception) -> JSONResponse:
    return _response(_plain(500, "This is a fault of the server; its log says more."))


def _plain(code: int, detail: str) -> dict[str, Any]:
    """Return a problem that its status explains (RFC 9457 section 4.2.1)."""
    phrase = HTTPStatus(code).phrase
    body = {"type": "about:blank", "title": phrase, "status": code, "detail": detail}
    if code == HTTPStatus.NOT_FOUND:
        body |= {"detail": "There is nothing at this address.", "hint": "begin at /api/v1"}
    return body


async def _on_departure(_: Request, __: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def _on_invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (registered for this class)
    request.state.problem = errors.BadParameterError.kind
    return problem(_parameter(error.errors()[0]))


def _parameter(fault: Mapping[str, Any]) -> errors.BadParameterError:
    place, *path = fault["loc"]
    if fault["type"] == "json_invalid":
        reason = f"not JSON, at character {path[0]}: {fault['ctx']['error']}"
        return errors.BadParameterError(reason, where="body")
    shown = fault.get("input")
    given = f"; given: {shown!r:.100}" if isinstance(shown, str | int | float) else ""
    named = path[:1] if place == "query" else path  # which of several values, nobody has to know
    name = ".".join(str(part) for part in named if " " not in str(part)) or str(place)
    advice = fault.get("ctx", {}).get("hint")
    return errors.BadParameterError(f"{fault['msg']}{given}", where=name, hint=advice)


def install(app: FastAPI, shown: Callable[[Request, JSONResponse], Response]) -> None:
    """Make every error of this application a problem document, or what `shown` makes of that."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, _showing(handler, shown))
    app.add_exception_handler(ClientDisconnect, _on_departure)


_Handler: TypeAlias = Callable[[Request, Exception], Awaitable[JSONResponse]]
_HANDLERS: Final[Mapping[type[Exception], _Handler]] = MappingProxyType(
    {
        KgError: _on_error,
        HTTPException: _on_http_error,
        RequestValidationError: _on_invalid_request,
        Exception: _on_fault_of_ours,
    }
)


def _showing(
    handler: _Handler, shown: Callable[[Request, JSONResponse], Response]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        return shown(request, await handler(request, error))

    return handle
