from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from cli_running import Kg, shell
from kg.access import Keyring, Scope
from kg.cli.listening import listen, public
from kg.errors import PortInUseError, UsageError
from serving import serving
from small_record import RECORD, TEXT

EVERYWHERE = "0.0.0.0"  # noqa: S104  (what is tested is that it is told)


@contextmanager
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_told_before_anything_is_done(command: Kg) -> None:
    with taken() as port:
        ran = command("serve", "--demo", "--port", str(port))
    assert (ran.code, ran.out) == (2, "")
    assert "The port is taken" in ran.err
    assert f"kg serve --port {port + 1}" in ran.err


def test_a_port_is_taken_as_soon_as_we_have_it() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(PortInUseError):
        listen("127.0.0.1", first.getsockname()[1])


def test_an_address_that_is_not_here_is_told() -> None:
    for host in ("192.0.2.1", "no-such-host.invalid"):
        with pytest.raises(UsageError) as caught:
            listen(host, 0)
        assert caught.value.where == "--host"


def test_an_address_of_version_6_is_listened_on() -> None:
    try:
        with listen("::1", 0) as listener:
            assert listener.getsockname()[0] == "::1"
    except UsageError:
        pytest.skip("this machine has no IPv6 loopback")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--demo", "--rdf", "x.ttl"), "--demo and --rdf exclude each other"),
        (("--data", "x", "--rdf", "x.ttl"), "--data and --rdf exclude each other"),
        (("--graph", "x.ttl"), "is not IRI=FILE"),
        (("--graph", "no-iri=x.ttl"), "is not IRI=FILE"),
    ],
)
def test_what_cannot_be_served_together_is_wrong_usage(
    command: Kg, arguments: tuple[str, ...], words: str
) -> None:
    ran = command("serve", "--port", "0", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--demo",), "gone when it stops"),
        (("--rdf", "x.ttl"), "RDF files are served read-only"),
        (("--graph", "urn:g=x.ttl"), "RDF files are served read-only"),
        (("--data", "http://127.0.0.1:9/sparql"), "is an endpoint"),
        (("--data", "{}/nothing"), "kg keys issue ACTOR --scope draft --data {}/nothing"),
        (("--data", "{}"), "kg keys issue ACTOR --scope draft --data {}"),
        (("--data", "{}", "--demo"), "kg keys issue ACTOR --scope draft --data {}"),
        (("--data", "{}", "--host", EVERYWHERE), "kg keys issue ACTOR --scope draft --data {}"),
    ],
)
@pytest.mark.parametrize("told", ["by option", "by setting"])
def test_writing_is_not_served_where_nothing_is_kept_or_nobody_has_a_key(
    command: Kg,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    counted: Callable[[str, int], None],
    *,
    arguments: tuple[str, ...],
    words: str,
    told: str,
) -> None:
    given = [argument.replace("{}", str(folder)) for argument in arguments]
    if told == "by setting":
        monkeypatch.setenv("KG_WRITABLE", "1")
    else:
        given.append("--writable")
    ran = command("serve", "--port", "0", *given)
    assert (ran.code, ran.out) == (2, "")
    assert words.replace("{}", str(folder)) in ran.err
    assert list(folder.iterdir()) == []
    counted("ways to serve writing that are refused", 1)


def test_keys_that_no_longer_work_are_no_keys(command: Kg, folder: Path) -> None:
    ring, at = Keyring(folder), datetime.now(UTC)
    ring.issue("old-desk", [Scope.DRAFT], now=at - timedelta(2), days=1)
    key, _ = ring.issue("jane-doe", [Scope.DRAFT], now=at)
    ring.revoke(key.id, at)
    ran = command("serve", "--port", "0", "--writable", "--data", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "all have expired or were revoked" in ran.err


def test_a_damaged_file_of_keys_keeps_a_writing_server_from_starting(
    command: Kg, folder: Path
) -> None:
    ring = Keyring(folder)
    ring.issue("jane-doe", [Scope.DRAFT], now=datetime.now(UTC))
    ring.file.write_bytes(b"{")
    ran = command("serve", "--port", "0", "--writable", "--data", folder)
    assert (ran.code, ran.out) == (1, "")
    assert str(ring.file) in ran.err


@pytest.mark.parametrize(
    ("host", "others"), [("127.0.0.1", False), ("127.3.2.1", False), (EVERYWHERE, True)]
)
def test_anything_but_loopback_is_a_public_address(host: str, *, others: bool) -> None:
    with listen(host, 0) as listener:
        assert public(listener) is others


@pytest.mark.server
@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), (EVERYWHERE, True)])
def test_on_a_public_address_whoever_serves_writing_is_told_that_tls_must_stand_in_front(
    demo: Path, folder: Path, host: str, *, warned: bool
) -> None:
    data = Path(shutil.copytree(demo, folder / "data"))
    Keyring(data).issue("jane-doe", [Scope.DRAFT], now=datetime.now(UTC))
    with serving("--data", data, "--writable", "--host", host) as server:
        assert ("a proxy that speaks TLS" in "".join(server.log)) is warned
        described = server.client.get("/openapi.json").json()
        assert "post" in described["paths"]["/api/v1/records"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "there is no such file"), ("<urn:a> <urn:b> .", "data.ttl"), ("\x00", "data.ttl")],
)
def test_rdf_that_does_not_parse_is_told_by_file(
    command: Kg, folder: Path, content: str | None, words: str
) -> None:
    path = folder / "data.ttl"
    if content is not None:
        path.write_text(content)
    ran = command("serve", "--port", "0", "--rdf", path)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err


@pytest.mark.server
@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        (None, 3, "load records first"),
        ('{"format": 99, "base": "https://x.example/"}', 1, "newer than the program"),
    ],
)
def test_a_server_that_cannot_start_says_why_in_a_few_lines(
    folder: Path, told: str | None, code: int, words: str
) -> None:
    if told is not None:
        (folder / "data").mkdir()
        (folder / "data" / "format.json").write_text(told)
    ran = shell("serve", "--port", "0", "--data", "data", folder=folder)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 3


@pytest.mark.timed
@pytest.mark.server
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_demonstration_answers_soon_and_leaves_nothing_behind(how: signal.Signals) -> None:
    before = _left_behind()
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    quiet = os.getloadavg()[0] <= (os.cpu_count() or 1)
    began, used = time.monotonic(), _processor_time()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--demo", "--port", str(port)],
        stderr=subprocess.PIPE, text=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("KG_")},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/api/v1/lookup?text=Sarybaba"
    answer = _first_answer(address, process)
    took = time.monotonic() - began
    process.send_signal(how)
    _, err = process.communicate(timeout=30)
    used = _processor_time() - used
    print(
        f"kg serve --demo: first answer after {took:.2f} s, {used:.2f} s of processor time in all"
    )
    assert answer.json()["items"]
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in err
    assert "/api/v1/lookup?text=Sarybaba" in err
    assert "Traceback" not in err
    assert _left_behind() <= before
    assert used < 20  # under coverage; 4 to 6 without
    assert took < 4 or not quiet, (
        "slower than it should be, and nothing else keeps this machine busy"
    )


def _processor_time() -> float:
    """Return the seconds of processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _first_answer(address: str, process: subprocess.Popen[str]) -> httpx2.Response:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return httpx2.get(address, timeout=60)
        except httpx2.TransportError:
            assert process.poll() is None
            time.sleep(0.01)
    raise TimeoutError(address)


def _left_behind() -> set[Path]:
    places = (Path("/tmp"), Path("/dev/shm"))  # noqa: S108  (where temporary folders are made)
    return {path for place in places for path in place.glob("kg-demo-*")}


@pytest.mark.server
def test_any_rdf_is_served_without_records(folder: Path) -> None:
    (folder / "a.ttl").write_text("<urn:a> <urn:p> 1 .")
    (folder / "b.nt").write_text("<urn:b> <urn:p> <urn:o> .\n")
    named = f"urn:g={folder / 'b.nt'}"
    query = "SELECT ?s ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s"
    with serving("--rdf", folder / "a.ttl", "--graph", named) as server:
        found = server.client.get("/sparql", params={"query": query}).json()
        assert [
            {name: term["value"] for name, term in row.items()}
            for row in found["results"]["bindings"]
        ] == [{"s": "urn:a"}, {"s": "urn:b", "g": "urn:g"}]
        assert server.client.get("/api/v1/claims").status_code == 400
        assert "look-up" not in "".join(server.log)


@pytest.mark.timed
@pytest.mark.server
def test_a_record_loaded_beside_a_running_server_is_answered_within_a_second(
    demo: Path, folder: Path
) -> None:
    data = Path(shutil.copytree(demo, folder / "data"))
    (folder / "hill.txt").write_text(TEXT, "utf-8")
    with serving("--data", data) as server, _asking(server.address) as failures:
        for number in range(1, 6):
            (folder / "hill.yaml").write_text(RECORD + f"# {number}\n", "utf-8")
            record = RECORD.replace("title: Hill news", f"title: Hill news {number}")
            (folder / "hill.yaml").write_text(record, "utf-8")
            loaded = shell("load", folder / "hill.yaml", "--data", data)
            assert loaded.code == 0, loaded.err
            shown = _within_a_second(server.client, f"Hill news {number}")
            assert shown, f"version {number} was not answered in time"
        assert not failures


def _within_a_second(client: httpx2.Client, title: str) -> bool:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        told = client.get("/api/v1/sources/news").json()
        if told.get("title") == title:
            return True
        time.sleep(0.02)
    return False


@contextmanager
def _asking(address: str) -> Iterator[list[str]]:
    """Yield what fails of many requests sent at once for the time of the block."""
    failures: list[str] = []
    answered = [0]
    stop = threading.Event()
    asked = [
        "/api/v1/lookup?text=Sarybaba",
        "/api/v1/claims/water-let-out/trace",
        "/api/v1/attributions?limit=50",
        "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%20100",
    ]

    def ask(path: str) -> None:
        with httpx2.Client(base_url=address, timeout=30) as client:
            while not stop.is_set():
                try:
                    answer = client.get(path)
                except httpx2.TransportError as error:
                    failures.append(f"{path}: {error!r}")
                    continue
                answered[0] += 1
                if answer.status_code != 200:
                    failures.append(f"{path}: {answer.status_code} {answer.text}")

    threads = [threading.Thread(target=ask, args=(path,)) for path in asked]
    for thread in threads:
        thread.start()
    try:
        yield failures
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert answered[0] > 50
