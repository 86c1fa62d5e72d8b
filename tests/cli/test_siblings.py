"""Several processes answer over one data directory, and none is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from cli_running import shell
from handing_in import JSON, Headers, body, named, saying
from serving import Server, serving

pytestmark = pytest.mark.server

SECONDS = 20.0


@contextmanager
def several(*arguments: str | Path, number: int = 3, **settings: str) -> Iterator[Server]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    env |= {"KG_WORKERS": "2"} | settings
    with serving("--workers", str(number), *arguments, env=env) as server:
        yield server


def children(pid: int) -> list[int]:
    """Return the processes a process has started, and what these have, and so on."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found + [each for one in found for each in children(one)]


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.05)


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def ask(server: Server, path: str) -> tuple[int, str]:
    """Ask on a new connection, so that any of the processes may get it."""
    connection = HTTPConnection(server.address.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def send(server: Server, content: bytes, headers: Headers) -> int:
    """Hand in a record on new connections, again while others are writing; return the status."""
    status = 503
    for _ in range(20):
        connection = HTTPConnection(server.address.removeprefix("http://"), timeout=60)
        try:
            connection.request("POST", "/api/v1/records", content, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != 503:
            break
        time.sleep(0.2)
    return status


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_of_a_server_that_was_stopped_whatever_way(how: int) -> None:
    with several("--demo", number=2) as server:
        started = children(server.process.pid)
        assert len(started) == 2 + 2 * 2
        server.process.send_signal(how)
        until(lambda: server.process.poll() is not None)
        until(lambda: gone(started))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_process_that_ends_is_replaced_and_the_others_go_on(how: int) -> None:
    with several("--demo", number=2) as server:
        before = set(children(server.process.pid))
        leaving = min(pid for pid in before if children(pid))
        time.sleep(1)  # one that dies at once is started again a second later only
        os.kill(leaving, how)
        for _ in range(20):
            assert ask(server, "/healthz")[0] == 200
            time.sleep(0.02)
        until(lambda: gone([leaving]))
        until(lambda: len(children(server.process.pid)) == 6)
        assert ask(server, "/healthz")[0] == 200
        until(lambda: "process replaced" in "".join(server.log))


def test_requests_are_shared_out_among_the_processes() -> None:
    with several("--demo", number=3) as server:
        inside = [pid for pid in children(server.process.pid) if children(pid)]
        before = {pid: spent(pid) for pid in inside}
        with ThreadPoolExecutor(16) as asking:
            told = list(asking.map(lambda _: ask(server, "/api/v1/claims")[0], range(400)))
        assert Counter(told) == {200: 400}
        assert sum(spent(pid) > before[pid] for pid in inside) >= 2


def spent(pid: int) -> int:
    """Return the clock ticks a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_a_server_that_cannot_start_says_why_once(tmp_path: Path) -> None:
    ran = shell("serve", "--workers", "3", "--port", "0", "--data", tmp_path / "nothing")
    assert ran.code == 3
    assert ran.err.count("No collection has been published here") == 1


@pytest.fixture
def writer(folder: Path) -> tuple[Path, Headers]:
    """Return a data directory and a key to write to it."""
    data = folder / "data"
    ran = shell("keys", "issue", "joe", "--scope", "review", "--scope", "retract", "--data", data)
    assert ran.code == 0, ran.err
    return data, {"Authorization": f"Bearer {ran.out.strip()}"}


def test_what_one_process_has_acknowledged_every_process_shows(
    writer: tuple[Path, Headers],
) -> None:
    data, key = writer
    with several("--data", data, "--writable", number=3) as server:

        def hand_in(number: int) -> int:
            words = f"zq{number} fell"
            headers = key | JSON | named(f"request-{number}")
            assert send(server, body(f"record-{number}", saying(words)), headers) == 201
            return number

        def missing(number: int) -> list[int]:
            """Look on connections of their own, so that several processes are asked."""
            seen = [ask(server, "/api/v1/claims?limit=100")[1] for _ in range(8)]
            return [number for text in seen if f"zq{number} fell" not in text]

        with ThreadPoolExecutor(4) as clients:
            lost = [number for found in clients.map(missing, clients.map(hand_in, range(8)))
                    for number in found]  # fmt: skip
        assert lost == []
        assert len(server.client.get("/api/v1/claims?limit=100").json()["items"]) == 8


def test_the_same_request_sent_to_two_processes_is_done_once(writer: tuple[Path, Headers]) -> None:
    data, key = writer
    with several("--data", data, "--writable", number=3) as server:

        def hand_in(_: int) -> int:
            headers = key | JSON | named("the same")
            return send(server, body("record", saying("it fell")), headers)

        with ThreadPoolExecutor(6) as clients:
            assert set(clients.map(hand_in, range(6))) <= {200, 201}
        (change,) = server.client.get("/api/v1/changes").json()["items"]
        assert change["kind"] == "accepted"
