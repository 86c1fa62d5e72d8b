"""Records made to blow up, sent to a real server by somebody who has a key."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from handing_in import JSON, Headers, bearer, body, ledger, saying
from kg.access import Scope
from record_bombs import BOMBS
from serving import Server, serving

pytestmark = pytest.mark.server


class Looking(threading.Thread):
    """Asks again and again what everybody may ask, while others send bombs."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.address = f"{server.address}/api/v1/claims"
        self.stop = threading.Event()
        self.answers: list[int] = []

    def run(self) -> None:
        while not self.stop.wait(0.1):
            self.answers.append(httpx2.get(self.address, timeout=30).status_code)


def hand_in(server: Server, headers: Headers, content: bytes) -> httpx2.Response:
    """Send a record; where a worker has just died, come back when told to."""
    while True:
        answer = server.client.post("/api/v1/records", content=content, headers=headers)
        if answer.status_code != 503:
            return answer
        time.sleep(int(answer.headers["retry-after"]))


def test_a_record_that_blows_up_ends_a_worker_at_most(
    tmp_path: Path, counted: Callable[[str, int], None]
) -> None:
    data = tmp_path / "data"
    key = bearer(data, "jane", *Scope)
    with serving("--data", data, "--writable") as server:
        process = server.process.pid
        before, looking = ledger(data), Looking(server)
        looking.start()
        try:
            for kind, content in BOMBS.values():
                answer = hand_in(server, key | kind, content)
                assert 400 <= answer.status_code < 500, answer.text
                assert answer.json()["detail"]
            assert ledger(data) == before
            written = body("mill", saying("the mill was sold"))
            assert hand_in(server, key | JSON, written).status_code == 201
        finally:
            looking.stop.set()
            looking.join(30)
        assert looking.answers
        assert set(looking.answers) == {200}
        assert server.process.poll() is None
        assert server.process.pid == process
    counted("records made to blow up, over HTTP: 4xx, nothing written", len(BOMBS))
