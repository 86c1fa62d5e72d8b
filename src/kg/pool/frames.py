"""The frames that pool and workers exchange: one byte of kind, four of length, then the body.

A job goes out as one `JOB`. Its answer comes back as any number of `CHUNK` frames and one `END`
that counts them, or as a `FAULT`. What has no `END`, or an `END` with another count, is no answer.
"""

from __future__ import annotations

import json
import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

JsonObject: TypeAlias = dict[str, Any]

_HEAD: Final = struct.Struct(">BI")
CHUNK_BYTES: Final = 256 * 1024
"""Bytes a worker gathers before it sends them on."""
MAX_FRAME_BYTES: Final = 64 * 2**20
"""No frame is longer; a length beyond it means that the other side is not talking frames."""


class Kind(IntEnum):
    """What a frame is."""

    READY = 1
    JOB = 2
    CHUNK = 3
    END = 4
    FAULT = 5


_KINDS: Final = {kind.value: kind for kind in Kind}


class BrokenFrameError(Exception):
    """The bytes are not frames; never leaves this package."""


def frame(kind: Kind, body: bytes | bytearray) -> bytes:
    """Return a frame ready to be sent."""
    return _HEAD.pack(kind, len(body)) + body


def json_frame(kind: Kind, value: JsonObject) -> bytes:
    """Return a frame whose body is JSON."""
    return frame(kind, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


class Decoder:
    """Cuts what arrives, in pieces of any size, into frames."""

    def __init__(self) -> None:
        """Begin with nothing received."""
        self._received = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Take the next bytes and yield every frame that is now complete.

        Raises:
            BrokenFrameError: a kind or a length no worker of ours would send.
        """
        self._received += data
        while len(self._received) >= _HEAD.size:
            kind, length = _head(self._received)
            end = _HEAD.size + length
            if len(self._received) < end:
                return
            body = bytes(memoryview(self._received)[_HEAD.size : end])
            del self._received[:end]
            yield kind, body


def receive(connection: socket.socket) -> tuple[Kind, bytes] | None:
    """Wait for one frame on a blocking socket; None when the other side has gone."""
    head = _exactly(connection, _HEAD.size)
    if head is None:
        return None
    kind, length = _head(head)
    body = _exactly(connection, length)
    return None if body is None else (kind, body)


def _head(data: bytes | bytearray) -> tuple[Kind, int]:
    number, length = _HEAD.unpack_from(data)
    if length > MAX_FRAME_BYTES or number not in _KINDS:
        raise BrokenFrameError(f"kind {number}, length {length}")
    return _KINDS[number], length


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    received = bytearray()
    while len(received) < length:
        piece = connection.recv(length - len(received))
        if not piece:
            return None
        received += piece
    return bytes(received)
