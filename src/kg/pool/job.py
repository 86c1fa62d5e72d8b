"""One job in the hands of one worker, from the pool's side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import IncompleteAnswerError, KgError
from kg.pool import faults
from kg.pool.frames import JsonObject, Kind

if TYPE_CHECKING:
    import asyncio


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: what the handler returned, and all it emitted."""

    header: JsonObject
    body: bytes


class Job:
    """Gathers the frames of one answer; `future` has the whole answer, or the error."""

    def __init__(self, future: asyncio.Future[Reply], max_bytes: int) -> None:
        """Wait for an answer of at most `max_bytes`."""
        self.future = future
        self._max_bytes = max_bytes
        self._chunks: list[bytes] = []
        self._bytes = 0
        self.cpu: float | None = None
        """Seconds of a processor the worker says it spent; None where it did not come to say so."""
        self.worn = False
        """Whether the worker says that it should not do another job."""

    def take(self, kind: Kind, body: bytes) -> bool:
        """Take the next frame; False when the worker went wrong and must be killed."""
        if kind is Kind.CHUNK:
            self._chunks.append(body)
            self._bytes += len(body)
            if self._bytes > self._max_bytes:
                self.fail(faults.too_large(self._max_bytes))
            return self._bytes <= self._max_bytes
        if kind is Kind.END:
            return self._end(json.loads(body))
        if kind is Kind.FAULT:
            fault = json.loads(body)
            self._note(fault)
            self.fail(faults.read(fault))
            return True
        self.fail(IncompleteAnswerError(f"A worker sent {kind.name} in the middle of an answer"))
        return False

    def fail(self, error: KgError) -> None:
        """Give up; nothing that arrived so far is passed on."""
        if not self.future.done():
            self.future.set_exception(error)

    def _end(self, counts: JsonObject) -> bool:
        if (counts["chunks"], counts["bytes"]) != (len(self._chunks), self._bytes):
            self.fail(IncompleteAnswerError("A part of the answer is missing"))
            return False
        self._note(counts)
        if not self.future.done():
            self.future.set_result(Reply(counts["header"], b"".join(self._chunks)))
        return True

    def _note(self, told: JsonObject) -> None:
        self.cpu, self.worn = float(told["cpu"]), bool(told["worn"])
