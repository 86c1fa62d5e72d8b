"""An HTTP server that answers with exactly the bytes a test wants, right or wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[[socket.socket], None]


@dataclass
class FaultyServer:
    """Where it listens, what it was sent, and what it does next; it repeats its last script."""

    port: int
    scripts: list[Script]
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"


@contextmanager
def serving(*scripts: Script) -> Iterator[FaultyServer]:
    """Serve until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = FaultyServer(listener.getsockname()[1], list(scripts))
        stop = threading.Event()
        thread = threading.Thread(target=_serve, args=(listener, server, stop))
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            with socket.create_connection(listener.getsockname()):
                pass  # wakes the listener up
            thread.join()


def _serve(listener: socket.socket, server: FaultyServer, stop: threading.Event) -> None:
    while True:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            if stop.is_set():
                return
            server.requests.append(_request(connection))
            script = server.scripts.pop(0) if len(server.scripts) > 1 else server.scripts[0]
            script(connection)


def _request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def answer(
    body: bytes,
    media_type: str = "application/sparql-results+json",
    *,
    status: str = "200 OK",
    length: int | None = None,
    headers: tuple[str, ...] = (),
) -> Script:
    """Answer with a length, true or not."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
        *headers,
    ]
    return lambda connection: connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)


def chunked_bytes(*pieces: bytes, end: bool = True, width: int = 1) -> bytes:
    """Return pieces in chunks; sizes are padded with zeros to a width, as some servers do."""
    body = b"".join(b"%0*x\r\n%s\r\n" % (width, len(piece), piece) for piece in pieces)
    return body + (b"0" * width + b"\r\n\r\n" if end else b"")


def chunked(*pieces: bytes, media_type: str = "application/rdf+xml", end: bool = True) -> Script:
    """Answer in chunks, with or without the last one."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
    return sending(head.encode() + chunked_bytes(*pieces, end=end))


def sending(wire: bytes) -> Script:
    """Send just these bytes."""
    return lambda connection: connection.sendall(wire)


def unframed(body: bytes, media_type: str) -> Script:
    """Answer without a length: the end of the connection is the end of the body."""
    head = f"HTTP/1.0 200 OK\r\nContent-Type: {media_type}\r\n\r\n"
    return lambda connection: connection.sendall(head.encode() + body)


def endless(connection: socket.socket) -> None:
    """Go on sending until the client hangs up."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        connection.sendall(b" " * 65_536)


def silent(connection: socket.socket) -> None:
    """Say nothing until the client hangs up."""
    connection.recv(1)


def hang_up(_: socket.socket) -> None:
    """Close the connection without a word."""


def dripping(connection: socket.socket) -> None:
    """Send a byte every now and then, so that no single read takes long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        connection.sendall(b" ")
        threading.Event().wait(0.02)
