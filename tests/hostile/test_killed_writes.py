"""Writes over HTTP while the writer, or the whole server, is killed again and again.

Two clients go on writing, each request under a name of its own, and repeat what was not answered
until it is. `KG_API_KILL_ROUNDS` sets how often something is killed.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest

from handing_in import JSON, Headers, bearer, body, named, saying
from kg.access import Scope
from kg.auditing.verifying import verify
from kg.ledger import Kind, read
from quick_folders import quick_folder
from serving import Server, serving

ROUNDS = int(os.environ.get("KG_API_KILL_ROUNDS", "20"))
RESTART = 5.0
"""Seconds within which a killed server answers again, where nothing else has the processors."""
REPEATED = (502, 503)

pytestmark = [pytest.mark.server, pytest.mark.timeout(120 + 20 * ROUNDS)]

STORIES = (
    (("", "added"),),
    (("", "drafted"), ("/accept", "added")),
    (("", "added"), ("/retract", "retracted")),
)
KINDS = {"added": Kind.ACCEPTED, "drafted": Kind.DRAFTED, "retracted": Kind.RETRACTED}


@pytest.fixture
def data() -> Iterator[Path]:
    """Yield a place for a collection, quick to sync."""
    with quick_folder() as folder:
        yield folder / "data"


class House:
    """A server that takes writes, and is started again whenever it was killed."""

    def __init__(self, data: Path, stack: ExitStack) -> None:
        self.data = data
        self.key = bearer(data, "jane", *Scope)
        self._stack = stack
        self.server = self._started()
        self.restarts: list[float] = []

    def _started(self) -> Server:
        return self._stack.enter_context(serving("--data", self.data, "--writable"))

    def kill_writer(self) -> bool:
        """Kill the writer; False while there is none."""
        for process in children(self.server.process.pid):
            if b"kg.writer" in Path(f"/proc/{process}/cmdline").read_bytes():
                os.kill(process, 9)
                return True
        return False

    def kill_server(self) -> None:
        """Kill the server and start another."""
        left = children(self.server.process.pid)
        self.server.process.kill()
        self.server.process.wait()
        start = time.monotonic()
        self.server = self._started()
        self.restarts.append(time.monotonic() - start)
        _wait_for_their_end(left)


def _wait_for_their_end(processes: list[int]) -> None:
    """See that all end soon: one that is being started notices only then that it is alone."""
    deadline = time.monotonic() + 10
    while left := [each for each in processes if Path(f"/proc/{each}").exists()]:
        told = [Path(f"/proc/{each}/cmdline").read_bytes() for each in left]
        assert time.monotonic() < deadline, told
        time.sleep(0.05)


def children(process: int) -> list[int]:
    """Return the processes a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(each) for each in listed.split()]


class Client(threading.Thread):
    """Writes until told to stop, and repeats what was not answered; `told` has every answer."""

    def __init__(self, house: House, name: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.house, self.label, self.stop = house, name, stop
        self.told: dict[str, list[dict[str, Any]]] = {}
        self.repeats = Counter[str]()
        self.client = httpx2.Client(timeout=30)
        self.answers = 0
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            with self.client:
                self._write()
        except BaseException as error:  # noqa: BLE001  (told in the thread that tests)
            self.failure = error

    def _write(self) -> None:
        number = 0
        while not self.stop.is_set():
            record = f"{self.label}-{number}"
            self.told[record] = []
            for step, state in STORIES[number % len(STORIES)]:
                answer = self._until_told(record, step, state)
                assert answer["state"] == state, answer
                self.told[record].append(answer)
                self.answers += 1
            number += 1

    def _until_told(self, record: str, step: str, state: str) -> dict[str, Any]:
        address, sent = f"/api/v1/records{step and f'/{record}{step}'}", self._body(record, state)
        headers = self.house.key | JSON | named(f"{record} {state}")
        while True:
            answer = self._tried(address, sent, headers)
            if answer is not None and answer.is_success:
                told: dict[str, Any] = answer.json()
                self.repeats["told again"] += told["replayed"]
                return told
            if answer is not None:
                assert answer.status_code in REPEATED, answer.text
                assert answer.status_code != 503 or answer.headers["retry-after"]
            self.repeats["no answer" if answer is None else answer.json()["type"]] += 1
            time.sleep(0.1)

    def _tried(self, address: str, sent: bytes, headers: Headers) -> httpx2.Response | None:
        try:
            url = f"{self.house.server.address}{address}"
            return self.client.post(url, content=sent, headers=headers)
        except httpx2.TransportError:
            return None

    def _body(self, record: str, state: str) -> bytes:
        if state == "retracted":
            return b'{"reason": "the house stands"}'
        if self.told[record]:
            return json.dumps({"document": self.told[record][0]["document"]}).encode()
        status = "draft" if state == "drafted" else "accepted"
        return body(record, saying(f"the house {record} was sold"), status=status)


def test_killed_anywhere_nothing_acknowledged_is_lost_and_nothing_done_twice(
    data: Path, counted: Callable[[str, int], None]
) -> None:
    chance = random.Random(os.environ.get("KG_KILL_SEED", "20261122"))  # noqa: S311
    stop, killed = threading.Event(), Counter[str]()
    with ExitStack() as stack:
        house = House(data, stack)
        clients = [Client(house, name, stop) for name in ("north", "south")]
        for client in clients:
            client.start()
        for number in range(ROUNDS):
            _wait_for_an_answer(clients)
            time.sleep(chance.uniform(0, 0.4))
            if number % 5 == 4:
                house.kill_server()
                killed["server"] += 1
            elif house.kill_writer():
                killed["writer"] += 1
        stop.set()
        for client in clients:
            client.join(30)
            assert not client.is_alive()
            assert client.failure is None, client.failure
    told = {name: answers for client in clients for name, answers in client.told.items()}
    _check(data, told)
    assert max(house.restarts, default=0.0) < RESTART
    assert sum(client.answers for client in clients) >= ROUNDS
    repeats = sum((client.repeats for client in clients), Counter[str]())
    print(f"\nkilled: {dict(killed)}, repeated: {dict(repeats)}, {len(told)} records")
    print("restarts:", *(f"{seconds:.2f} s" for seconds in sorted(house.restarts)))
    writes = sum(map(len, told.values()))
    counted("SIGKILL of the writer or the server during writes over HTTP", killed.total())
    counted("writes acknowledged meanwhile: none lost, none done twice", writes)


def _wait_for_an_answer(clients: list[Client]) -> None:
    """Return once somebody was told something more, so that every kill meets a write."""
    before, deadline = [client.answers for client in clients], time.monotonic() + 30
    while [client.answers for client in clients] == before and time.monotonic() < deadline:
        time.sleep(0.01)


def _check(data: Path, told: dict[str, list[dict[str, Any]]]) -> None:
    """Compare what was acknowledged with what is in the ledger: the same, each once."""
    kept: dict[str, list[tuple[int, Kind]]] = {}
    for event in read(data / "ledger"):
        kept.setdefault(event.entry.record, []).append((event.seq, event.entry.kind))
    assert kept == {
        record: [(each["revision"], KINDS[each["state"]]) for each in answers]
        for record, answers in told.items()
    }
    assert verify(data).findings == []
