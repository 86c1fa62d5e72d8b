"""HTTP connections that keep a deadline whatever the other side does.

A timeout of a socket is for one read: a server that sends a byte now and then, in the status line,
in headers, between chunks, or `100 Continue` for ever, is never too late for it.
"""

from __future__ import annotations

import http.client
import io
import time
import urllib.request
from functools import partial
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from kg.store.question import StayHere

if TYPE_CHECKING:
    import socket

    from typing_extensions import Buffer


def opener(deadline: float) -> urllib.request.OpenerDirector:
    """Return what opens requests and stays on their hosts.

    Whatever it opens can be read until `deadline` (monotonic), and then raises TimeoutError.
    """
    return urllib.request.build_opener(StayHere, _Plain(deadline), _Secure(deadline))


def left(deadline: float) -> float:
    """Return the seconds left.

    Raises:
        TimeoutError: there are none.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class TimedResponse(http.client.HTTPResponse):
    """A response that is read until a deadline."""

    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **options: Any) -> None:  # noqa: ANN401  (as there)
        """Read from a socket."""
        super().__init__(sock, *args, **options)
        self.fp = io.BufferedReader(_Wire(self.fp.detach(), sock, deadline))


class _Wire(io.RawIOBase):
    """The reading side of a socket."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        self._raw = raw
        self._sock = sock
        self._deadline = deadline

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer, /) -> int | None:
        self._sock.settimeout(left(self._deadline))
        return self._raw.readinto(buffer)

    @override
    def close(self) -> None:
        self._raw.close()
        super().close()


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    @override
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return _open(self, http.client.HTTPConnection, req, self._deadline)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    @override
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return _open(self, http.client.HTTPSConnection, req, self._deadline)


def _open(
    handler: urllib.request.AbstractHTTPHandler,
    kind: type[http.client.HTTPConnection],
    request: urllib.request.Request,
    deadline: float,
) -> http.client.HTTPResponse:
    def connection(host: str, **options: Any) -> http.client.HTTPConnection:  # noqa: ANN401
        made = kind(host, **options)
        made.response_class = partial(TimedResponse, deadline=deadline)  # type: ignore[assignment]
        return made

    request.timeout = left(deadline)
    return handler.do_open(connection, request)
