"""The journal tells of every request, never what anybody wrote, and nobody can forge a line."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from select import PIPE_BUF
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kg.settings import Log, Settings
from kg_api.app import Application, create_app
from kg_api.journal import Journal, Seen

SEEN: dict[str, Any] = {
    "request_id": "r1", "trace_id": None, "method": "GET", "route": "/livez", "client": "192.0.2.1",
    "status": 200, "seconds": 0.5, "bytes": 15,
}  # fmt: skip
CANARY = "nightingale"


@pytest.fixture(scope="module")
def written() -> io.BytesIO:
    """Return what the journal writes to, some time after the request."""
    return io.BytesIO()


@pytest.fixture(scope="module")
def asking(demo: Path, written: io.BytesIO) -> Iterator[TestClient]:
    """Yield a client of a server whose journal can be read, with a route that fails."""
    app = watched(Settings(store=str(demo), workers=2), written)

    @app.get("/broken/{what}")
    async def broken(what: str) -> None:
        raise ZeroDivisionError(what[:0])

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def told(client: TestClient, written: io.BytesIO, since: int) -> str:
    """Return what the journal says from some place on."""
    app = client.app
    assert isinstance(app, Application)
    app.journal.flush()
    return written.getvalue()[since:].decode()


def watched(settings: Settings, stream: io.BytesIO, form: Log = Log.JSON) -> FastAPI:
    """Return an application whose journal is written to a stream."""
    app = create_app(settings)
    assert isinstance(app, Application)
    app.journal = Journal(form, stream)
    app.watchers = (app.journal.seen, *app.watchers[1:])
    return app


def lines(client: TestClient, written: io.BytesIO, since: int) -> list[dict[str, Any]]:
    """Return the lines of the journal from some place on."""
    return [json.loads(line) for line in told(client, written, since).splitlines()]


def test_a_request_is_one_line_with_all_that_is_known_of_it(
    asking: TestClient, written: io.BytesIO
) -> None:
    since = len(written.getvalue())
    answer = asking.get("/api/v1/claims/water-let-out?")
    (line,) = lines(asking, written, since)
    assert line.pop("time").endswith("Z")
    assert 0 < line.pop("seconds") < 60
    assert line == {
        "level": "info", "event": "request", "request_id": answer.headers["x-request-id"],
        "method": "GET", "route": "/api/v1/claims/{claim}", "status": 200,
        "bytes": len(answer.content), "client": "testclient",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("HEAD", "/healthz", "/healthz", 200),
        ("GET", "/nowhere/at/all", None, 404),
        ("GET", "/api/v1/nowhere", None, 404),
        ("GET", "/api/v1", "/api/v1", 200),
        ("GET", "/", "/", 200),
        ("GET", "/api/v1/queries/attributions/by-speaker/run?speaker=russian-mod",
         "/api/v1/queries/{noun}/{name}/run", 200),
        ("GET", "/problems/bad-query", "/problems/{kind}", 200),
        ("POST", "/sparql", "/sparql", 415),
        ("DELETE", "/sparql", "/sparql", 405),
    ],
)  # fmt: skip
def test_a_line_names_the_template_of_the_route(
    asking: TestClient, written: io.BytesIO, method: str, path: str, route: str | None, status: int
) -> None:
    since = len(written.getvalue())
    answer = asking.request(method, path)
    (line,) = lines(asking, written, since)
    assert (line["method"], line["route"], line["status"]) == (method, route, status)
    assert answer.status_code == status
    assert line["bytes"] == (0 if method == "HEAD" else len(answer.content))


def test_a_query_is_named_by_its_hash_alone(asking: TestClient, written: io.BytesIO) -> None:
    query = f"ASK {{ ?s ?p '{CANARY}' }}"
    since = len(written.getvalue())
    asking.get("/sparql", params={"query": query})
    asking.post("/sparql", data={"query": query})
    asking.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    found = lines(asking, written, since)
    assert {line["query"] for line in found} == {hashlib.sha256(query.encode()).hexdigest()[:16]}
    assert len(found) == 3


def test_nothing_that_anybody_wrote_is_in_the_journal(
    asking: TestClient, written: io.BytesIO, counted: Callable[[str, int], None]
) -> None:
    since = len(written.getvalue())
    key = f"kg_0123456789ab_{CANARY}"
    for path in (
        f"/{CANARY}", f"/api/v1/claims/{CANARY}", f"/api/v1/lookup?text={CANARY}",
        f"/api/v1/lookup?{CANARY}=1", f"/sparql?query=SELECT%20{CANARY}", f"/broken/{CANARY}",
        f"/sparql?query=ASK%7BSERVICE%20%3Chttp%3A%2F%2F{CANARY}%2F%3E%7B%7D%7D",
        f"/sparql?query=ASK%7B%7D&default-graph-uri=urn%3A{CANARY}", f"/api/v1/claims?q={CANARY}",
        f"/api/v1/queries/attributions/by-speaker/run?speaker={CANARY}", f"/id/claim/{CANARY}",
    ):  # fmt: skip
        asking.get(
            path,
            headers={
                "Authorization": f"Bearer {key}", "Cookie": CANARY, "User-Agent": CANARY,
                "Referer": CANARY, "X-Request-Id": f"{CANARY} {CANARY}", "X-Other": CANARY,
                "traceparent": f"00-{CANARY}", "Origin": f"https://{CANARY}.example",
                "Host": f"{CANARY}.example", "Accept": f"text/{CANARY}, */*",
            },
        )  # fmt: skip
    asking.post("/api/v1/lookup", json={"items": [{"text": CANARY}]})
    asking.post("/sparql", content=CANARY, headers={"Content-Type": "application/sparql-query"})
    journal = told(asking, written, since)
    assert len(journal.splitlines()) == 15  # one a request, a redirect too, and one for the fault
    assert CANARY not in journal
    counted("requests of which the journal repeats nothing", 14)


@pytest.mark.parametrize("form", Log)
def test_no_character_forges_a_line_or_steers_a_terminal(
    form: Log, counted: Callable[[str, int], None]
) -> None:
    odd = [*map(chr, range(32)), "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", '"', "\\"]
    for char in odd:
        stream, forged = io.BytesIO(), f'a{char}{{"level":"info"}}'
        fields = SEEN | {"method": forged, "route": forged, "client": forged, "actor": forged}
        Journal(form, stream).write("info", "request", fields)
        line = stream.getvalue().decode()
        assert line.isprintable() is False
        assert line[:-1].isprintable()
        assert line.endswith("\n")
        if form is Log.JSON:
            assert json.loads(line)["actor"] == forged
    counted("characters that forge no line of the journal", len(odd))


def test_a_fault_of_ours_is_told_in_the_journal_only(
    asking: TestClient, written: io.BytesIO
) -> None:
    since = len(written.getvalue())
    answer = asking.get("/broken/x")
    fault, request = lines(asking, written, since)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ZeroDivisionError" not in answer.text
    assert (fault["level"], fault["event"]) == ("error", "fault")
    assert "ZeroDivisionError" in fault["exception"]
    assert "in broken" in fault["exception"]
    assert fault["request_id"] == request["request_id"] == answer.headers["x-request-id"]
    assert (request["level"], request["status"]) == ("warning", 500)


@pytest.mark.parametrize("broken", ["closed", "full"])
def test_a_journal_nobody_can_read_harms_no_request(demo: Path, broken: str) -> None:
    class Full(io.BytesIO):
        def write(self, _: Any) -> int:
            raise OSError(28, "No space left on device")

    stream = Full()
    if broken == "closed":
        stream.close()
    with TestClient(watched(Settings(store=str(demo), workers=2), stream)) as client:
        assert client.get("/healthz").status_code == 200
        assert told(client, io.BytesIO(), 0) == ""
        assert client.get("/healthz").status_code == 200


def test_what_waits_is_written_within_a_moment_and_at_the_end(demo: Path) -> None:
    stream = io.BytesIO()
    with TestClient(watched(Settings(store=str(demo), workers=2), stream)) as client:
        client.get("/livez")
        deadline = time.monotonic() + 10
        while not stream.getvalue() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert stream.getvalue().count(b"\n") == 1
        client.get("/livez")
        client.get("/livez")
    assert stream.getvalue().count(b"\n") == 3


def test_what_libraries_log_becomes_a_line_and_a_fault_is_told_once() -> None:
    stream = io.BytesIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        Journal(Log.JSON, stream).take_over()
        logging.getLogger("some.library").warning("two\nlines")
        logging.getLogger("uvicorn.error").error("Exception in ASGI application\n")
        logging.getLogger("some.library").info("not worth telling")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (line["logger"], line["event"], line["level"]) == (
        "some.library", "two\nlines", "warning",
    )  # fmt: skip


def test_lines_are_written_whole_however_many_wait() -> None:
    class Pieces(io.BytesIO):
        def __init__(self) -> None:
            super().__init__()
            self.pieces: list[bytes] = []

        def write(self, data: Any) -> int:
            self.pieces.append(bytes(data))
            return len(data)

    async def all_at_once(journal: Journal) -> None:
        for number in range(200):
            journal.seen(Seen(f"id-{number}", None, "GET", "/x" * number, None, 200, 0.1, 5))
        journal.flush()

    stream = Pieces()
    asyncio.run(all_at_once(Journal(Log.JSON, stream)))
    ids = [json.loads(line)["request_id"] for piece in stream.pieces for line in piece.splitlines()]
    assert ids == [f"id-{number}" for number in range(200)]
    assert all(len(piece) <= PIPE_BUF for piece in stream.pieces)
    assert len(stream.pieces) < 50
