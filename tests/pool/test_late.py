"""A worker is ready before it has imported what it may never be asked for."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kg.pool import serving
from kg.pool.confinement import Jail
from kg.pool.frames import Kind, json_frame
from kg.pool.late import Late

if TYPE_CHECKING:
    from kg.pool.serving import Emit, Handler


class Making:
    """Makes a handler that says how often one was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Handler:
        self.times += 1
        return self._answer

    def _answer(self, payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
        emit(payload["text"])
        return {"made": self.times}


def test_what_is_late_is_made_for_its_first_job_and_once() -> None:
    making, said = Making(), list[bytes]()
    late = Late(making)
    assert making.times == 0
    for text in (b"one", b"two"):
        assert late({"text": text}, said.append) == {"made": 1}
    assert said == [b"one", b"two"]


def worked(monkeypatch: pytest.MonkeyPatch, early: Late, rare: Late, jobs: list[str]) -> None:
    """Have a worker start that has so many jobs waiting for it, and whose parent goes then."""
    monkeypatch.setattr(serving, "_silence", lambda: None)
    monkeypatch.setattr(serving, "allow_seconds", lambda _: None)
    monkeypatch.setattr(serving, "_AT_LEISURE", 0.01)
    handlers: dict[str, Handler] = {"early": early, "rare": rare, "other": lambda _, __: {}}
    ours, theirs = socket.socketpair()
    with ours, theirs:

        def parent_goes() -> Handler:
            ours.shutdown(socket.SHUT_WR)
            return handlers["other"]

        handlers["last"] = Late(parent_goes, early=True)
        for op in jobs:
            job = {"op": op, "payload": {}, "seconds": 9, "max_bytes": 9}
            ours.sendall(json_frame(Kind.JOB, job))
        serving._Worker(theirs, Jail(memory=None), handlers).work({})


def test_with_nothing_to_do_a_worker_makes_what_is_common_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    common, rare = Making(), Making()
    worked(monkeypatch, Late(common, early=True), Late(rare), [])
    assert (common.times, rare.times) == (1, 0)


def test_a_job_that_waits_is_done_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    common, rare = Making(), Making()
    worked(monkeypatch, Late(common, early=True), Late(rare), ["other", "last"])
    assert (common.times, rare.times) == (0, 0)


def test_a_worker_that_starts_has_neither_verbs_nor_views_nor_an_event_loop() -> None:
    asked = "import json, sys, kg.worker; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, check=True)
    loaded = set(json.loads(told.stdout))
    assert "kg.search.asking" in loaded
    assert not loaded & {"asyncio", "pydantic", "yaml", "kg.reading.telling"}
