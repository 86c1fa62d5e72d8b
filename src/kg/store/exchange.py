"""One question to a SPARQL endpoint over HTTP, within limits, and the body that came back.

Blocking: runs in a thread of its own. What the body says is judged in `kg.store.wholeness`.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any, Final

from kg.errors import (
    BadQueryError,
    IncompleteAnswerError,
    KgError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    TimeLimitError,
)
from kg.pool.faults import too_large
from kg.store.question import Question, printable
from kg.store.wire import TimedResponse, left, opener

if TYPE_CHECKING:
    from kg.store.base import Dataset, Limits
    from kg.store.question import Endpoint

_PIECE: Final = 64 * 1024
_SHOWN: Final = 300
"""Characters of an endpoint's complaint that are passed on."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body with status 200, its media type and headers."""

    media_type: str
    headers: Message
    body: bytes


def fetch(endpoint: Endpoint, text: str, accept: str, dataset: Dataset, limits: Limits) -> Fetched:
    """Ask and read the whole body; a GET is tried twice when the connection fails.

    Raises:
        BadQueryError: the endpoint says that the query is wrong.
        StoreUnreachableError: nobody answers there, it refuses us, or it sends us elsewhere.
        StoreBusyError: the endpoint has no time for us now.
        StoreError: the endpoint failed.
        TimeLimitError: it took more than `limits.seconds`.
        SizeLimitError: the body is larger than `limits.bytes`.
        IncompleteAnswerError: the body broke off.
    """
    deadline = time.monotonic() + limits.seconds
    request = Question(endpoint, text, accept, dataset).request()
    try:
        try:
            response = _send(request, deadline)
        except ConnectionError:
            if request.get_method() != "GET":
                raise
            response = _send(request, deadline)
    except TimeoutError as error:
        raise _too_slow(limits.seconds) from error
    except (OSError, http.client.HTTPException) as error:
        raise StoreUnreachableError(
            f"The endpoint does not answer: {printable(str(error))[:_SHOWN]}", where=endpoint.url
        ) from error
    with response:
        body = _read(response, deadline, limits)
    return _fetched(response, body)


def _send(request: urllib.request.Request, deadline: float) -> TimedResponse:
    try:
        response: TimedResponse = opener(deadline).open(request, timeout=left(deadline))
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(error) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, OSError):
            raise error.reason from error
        raise
    return response


def _read(response: TimedResponse, deadline: float, limits: Limits) -> bytes:
    body = bytearray()
    try:
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > limits.bytes:
                raise too_large(limits.bytes)
            left(deadline)
    except TimeoutError as error:
        raise _too_slow(limits.seconds) from error
    except (OSError, http.client.HTTPException) as error:
        raise IncompleteAnswerError("The endpoint's answer broke off") from error
    return bytes(body)


def _fetched(response: TimedResponse, body: bytes) -> Fetched:
    headers: Message = response.headers
    if response.status != http.HTTPStatus.OK:  # 206 is a part, and says so
        raise IncompleteAnswerError(f"The endpoint answers {response.status}, which is not 200")
    for length in headers.get_all("Content-Length", []):
        if length.strip() != str(len(body)):
            raise IncompleteAnswerError(
                f"The endpoint's answer broke off: {len(body)} bytes of {printable(length)}"
            )
    return Fetched(headers.get_content_type(), headers, body)


def _too_slow(seconds: float) -> TimeLimitError:
    return TimeLimitError(
        f"The endpoint did not answer within {seconds:g} seconds", hint="narrow the query down"
    )


def _refused(error: urllib.error.HTTPError) -> KgError:
    where = error.url.partition("?")[0]
    said = printable(_complaint(error) or str(error.reason))[:_SHOWN]
    told = f"The endpoint answers {error.code}: {said}"
    errors: dict[int, Any] = {
        401: StoreUnreachableError,
        403: StoreUnreachableError,
        404: StoreUnreachableError,
        408: TimeLimitError,
        429: StoreBusyError,
        503: StoreBusyError,
        504: TimeLimitError,
    }
    if error.code == http.HTTPStatus.BAD_REQUEST:
        return BadQueryError(told)
    kind: type[KgError] = errors.get(error.code, StoreError)
    return kind(told, where=where)


def _complaint(error: urllib.error.HTTPError) -> str:
    try:
        return error.read(_SHOWN * 4).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
