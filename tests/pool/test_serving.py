"""A worker's side of the conversation, without the process around it."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import BadQueryError
from kg.pool import serving
from kg.pool.confinement import Jail
from kg.pool.frames import Kind, json_frame, receive

if TYPE_CHECKING:
    from kg.pool.serving import Emit, Handler


JAIL = Jail(memory=None)


@pytest.fixture(autouse=True)
def _spare_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what a worker does to its process not be done to this one."""
    monkeypatch.setattr(serving, "_silence", lambda: None)
    monkeypatch.setattr(serving, "allow_seconds", lambda _: None)


def answered(handler: Handler, max_bytes: int = 1_000_000) -> list[tuple[Kind, bytes]]:
    """Return the frames that answer one job."""
    ours, theirs = socket.socketpair()
    job = {"op": "it", "payload": {}, "seconds": 9, "max_bytes": max_bytes}
    with ours, theirs:
        serving._Worker(theirs, JAIL, {"it": handler})._answer(job)
        theirs.shutdown(socket.SHUT_WR)
        frames = []
        while found := receive(ours):
            frames.append(found)
    return frames


def fault(frames: list[tuple[Kind, bytes]]) -> Any:
    kind, body = frames[-1]
    assert kind is Kind.FAULT
    return json.loads(body)


def test_a_small_answer_is_one_chunk_and_its_end() -> None:
    def handler(_: dict[str, Any], emit: Emit) -> dict[str, Any]:
        emit(b"ab")
        emit(b"c")
        return {"form": "ask"}

    chunk, end = answered(handler)
    assert chunk == (Kind.CHUNK, b"abc")
    told = json.loads(end[1])
    assert told.pop("cpu") >= 0
    assert (end[0], told) == (
        Kind.END,
        {"chunks": 1, "bytes": 3, "header": {"form": "ask"}, "worn": False},
    )


def test_nothing_emitted_is_an_end_alone() -> None:
    assert [kind for kind, _ in answered(lambda _, __: {})] == [Kind.END]


def test_a_large_answer_leaves_in_chunks() -> None:
    def handler(_: dict[str, Any], emit: Emit) -> dict[str, Any]:
        emit(b"x" * 70_000)
        emit(b"y" * 70_000)
        return {}

    frames = answered(handler)
    assert b"".join(body for kind, body in frames if kind is Kind.CHUNK) == (
        b"x" * 70_000 + b"y" * 70_000
    )


def test_an_answer_over_its_size_ends_in_a_fault() -> None:
    def handler(_: dict[str, Any], emit: Emit) -> dict[str, Any]:
        while True:
            emit(b"x" * 100)

    assert fault(answered(handler, 1000))["error"] == "SizeLimitError"


@pytest.mark.parametrize(
    ("error", "name", "detail"),
    [
        (BadQueryError("not SPARQL"), "BadQueryError", "not SPARQL"),
        (MemoryError(), "WorkerLostError", "The memory limit was reached"),
        (ZeroDivisionError("by 0"), "KgError", "The worker failed: ZeroDivisionError: by 0"),
    ],
)
def test_a_failure_is_told(error: Exception, name: str, detail: str) -> None:
    def handler(_: dict[str, Any], __: Emit) -> dict[str, Any]:
        raise error

    told = fault(answered(handler))
    assert (told["error"], told["detail"]) == (name, detail)


def test_a_parent_that_has_gone_is_not_told_anything() -> None:
    def handler(_: dict[str, Any], __: Emit) -> dict[str, Any]:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        answered(handler)


def test_jobs_are_taken_until_the_parent_goes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(2):
            ours.sendall(
                json_frame(Kind.JOB, {"op": "it", "payload": {}, "seconds": 9, "max_bytes": 9})
            )
        ours.shutdown(socket.SHUT_WR)
        serving._Worker(theirs, JAIL, {"it": lambda _, __: {}}).work({})
        kinds = []
        for _ in range(3):
            found = receive(ours)
            assert found is not None
            kinds.append(found[0])
    assert kinds == [Kind.READY, Kind.END, Kind.END]


def test_a_parent_that_goes_during_an_answer_ends_the_work() -> None:
    ours, theirs = socket.socketpair()
    with theirs:

        def handler(_: dict[str, Any], emit: Emit) -> dict[str, Any]:
            ours.close()
            emit(b"x" * 300_000)
            return {}

        job = {"op": "it", "payload": {}, "seconds": 9, "max_bytes": 1_000_000}
        ours.sendall(json_frame(Kind.JOB, job))
        serving._Worker(theirs, JAIL, {"it": handler}).work({})
