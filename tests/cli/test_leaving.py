"""A server that is told to stop breaks off no answer, and leaves nothing behind."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from serving import Server, serving

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]

ROUNDS = 2
SLOW = (
    "/sparql?query=SELECT (COUNT(*) AS ?n) { ?a ?b ?c ."
    " ?d a <https://w3id.org/claim-provenance%23Attribution> }"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"
ASKED = (
    "/api/v1/lookup?text=Sarybaba",
    "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%202000",
    "/api/v1/claims/water-let-out/trace",
    "/healthz",
)


class Load:
    """Clients that ask without a pause until nobody lets them in any more."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.whole = 0
        self.refused = 0
        self.broken: list[str] = []
        self.began = threading.Event()

    def keeping(self, path: str) -> None:
        """Ask on one connection."""
        with httpx2.Client(base_url=self.address, timeout=30) as client:
            while self._asked(client, path):
                pass

    def fresh(self, path: str) -> None:
        """Ask on a new connection each time."""
        asked = True
        while asked:
            with httpx2.Client(base_url=self.address, timeout=30) as client:
                asked = self._asked(client, path)

    def _asked(self, client: httpx2.Client, path: str) -> bool:
        try:
            answer = client.get(path)
        except httpx2.ConnectError:
            self.refused += 1
            return False
        except httpx2.TransportError as error:
            self.broken.append(f"{path}: {error!r}")
            return False
        if answer.status_code not in (200, 503):  # all workers may be busy
            self.broken.append(f"{path}: {answer.status_code} {answer.text}")
        self.whole += 1
        self.began.set()
        return True


@contextmanager
def load(address: str) -> Iterator[Load]:
    """Yield clients at work; at the end all of them have given up."""
    clients = Load(address)
    jobs: list[tuple[Callable[[str], None], str]] = [
        *((clients.keeping, path) for path in (*ASKED, SLOW)),
        *((clients.fresh, path) for path in ASKED),
    ]
    threads = [threading.Thread(target=job, args=(path,)) for job, path in jobs]
    for thread in threads:
        thread.start()
    try:
        assert clients.began.wait(30)
        yield clients
    finally:
        for thread in threads:
            thread.join(40)


def test_no_answer_is_broken_off_when_a_server_stops_under_load(
    demo: Path, counted: Callable[[str, int], None]
) -> None:
    for _ in range(ROUNDS):
        with serving("--data", demo, env=_environment()) as server:
            children = _children(server)
            assert len(children) >= 2
            with load(server.address) as clients:
                time.sleep(0.7)
                assert server.client.get("/livez").status_code == 200
                began = time.monotonic()
                server.process.send_signal(signal.SIGTERM)
                last = server.client.get("/readyz")
                assert server.process.wait(15) == 0
                took = time.monotonic() - began
            assert (last.status_code, last.json()["detail"]) == (503, "the server is stopping")
            assert last.headers["connection"] == "close"
            assert clients.broken == []
            assert took < 11
            assert clients.refused == len(ASKED) * 2 + 1
            assert not any(Path(f"/proc/{pid}").exists() for pid in children)
            counted("requests answered whole while servers were stopped", clients.whole)


def test_what_takes_too_long_is_given_up_and_the_server_still_ends_well(demo: Path) -> None:
    environment = _environment() | {"KG_TIME_LIMIT": "60", "KG_CLIENT_CPU": "0"}
    with serving("--data", demo, env=environment) as server:
        children = _children(server)
        outcome: list[Any] = []
        asking = threading.Thread(target=lambda: outcome.append(_ended(server, ENDLESS)))
        asking.start()
        time.sleep(1)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0
        assert 8 < time.monotonic() - began < 13
        asking.join(10)
        assert outcome == ["no answer"]
        assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def _ended(server: Server, query: str) -> str:
    try:
        answer = httpx2.get(f"{server.address}/sparql", params={"query": query}, timeout=60)
    except httpx2.TransportError:
        return "no answer"
    return "no answer" if answer.status_code >= 500 else answer.text


def _children(server: Server) -> list[int]:
    pid = server.process.pid
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _environment() -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return kept | {"KG_CLIENT_CPU": "0", "KG_WORKERS": "2"}
