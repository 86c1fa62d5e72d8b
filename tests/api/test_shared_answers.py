"""What a server keeps of its answers never shows in them, only in how little they cost."""

from __future__ import annotations

import concurrent.futures
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, problem
from handing_in import Writable, body, saying
from kg.settings import Settings
from kg.writing.writer import Writer
from kg_api.app import create_app
from small_records import small

CLAIMS = "/api/v1/claims"
ASK = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


@pytest.fixture
def counting(demo: Path) -> Iterator[tuple[TestClient, list[str]]]:
    """Yield a client, and the list of all that its server's workers are asked."""
    asked: list[str] = []
    with TestClient(create_app(Settings(store=str(demo), workers=2))) as client:
        pool = client.app.state.service.pool  # type: ignore[attr-defined]
        run = pool.run

        async def counted(operation: str, *given: object, **more: object) -> object:
            asked.append(operation)
            return await run(operation, *given, **more)

        pool.run = counted
        yield client, asked


@pytest.mark.parametrize(
    "address",
    [
        f"{CLAIMS}/{CLAIM}", f"{CLAIMS}/{CLAIM}/trace", f"{CLAIMS}.csv", CLAIMS, ASK,
        f"/claims/{CLAIM}", "/api/v1/lookup?text=hill", f"{CLAIMS}/{CLAIM}.ttl",
    ],
)  # fmt: skip
def test_an_answer_that_is_kept_is_the_same_and_costs_nothing(
    counting: tuple[TestClient, list[str]], address: str
) -> None:
    client, asked = counting
    first = client.get(address)
    assert first.status_code == 200
    del asked[:]
    second = client.get(address)
    head = client.head(address)
    unchanged = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert asked == []
    assert second.content == first.content
    assert (head.status_code, head.content) == (200, b"")
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    own = {"x-request-id"}
    told = {name: value for name, value in first.headers.items() if name not in own}
    for again in (second, head):
        assert {name: value for name, value in again.headers.items() if name not in own} == told
        assert again.headers["x-request-id"] != first.headers["x-request-id"]
    for name in ("etag", "vary", "cache-control", "content-security-policy"):
        assert unchanged.headers[name] == first.headers[name]


def test_every_format_and_every_address_has_its_own_answer(client: TestClient) -> None:
    address = f"{CLAIMS}/{CLAIM}"
    for _ in range(2):
        json, turtle = client.get(address), client.get(address, headers={"Accept": "text/turtle"})
        assert json.headers["content-type"] == "application/json"
        assert turtle.headers["content-type"].startswith("text/turtle")
        assert client.get(f"{CLAIMS}?limit=1").json() != client.get(f"{CLAIMS}?limit=2").json()


def test_where_an_answer_came_from_shows_in_no_other_sites_permission(client: TestClient) -> None:
    for _ in range(2):
        assert "access-control-allow-origin" not in client.get(CLAIMS).headers
        other = client.get(CLAIMS, headers={"Origin": "https://other.example"})
        assert other.headers["access-control-allow-origin"] == "*"


def test_a_client_pays_for_what_is_computed_and_not_for_what_is_kept(demo: Path) -> None:
    settings = Settings(store=str(demo), workers=2, client_cpu=1e-6)
    with TestClient(create_app(settings)) as poor:
        assert poor.get(ASK).status_code == 200
        problem(poor.get("/sparql?query=ASK{}"), 429, "too-many-requests")
        assert poor.get(ASK).status_code == 200


def test_an_answer_with_a_key_is_not_for_others(writable: Writable) -> None:
    writable.hand_in("joe", body("kept-key", saying("the kept key fell")))
    public = writable.client.get(CLAIMS)
    shown = writable.get("joe", "claims")
    assert shown.status_code == public.status_code == 200
    refused = writable.client.get(CLAIMS, headers={"Authorization": "Bearer nonsense"})
    assert refused.content != b""
    drafts = writable.get("joe", "drafts")
    assert drafts.status_code == 200
    assert writable.client.get("/api/v1/drafts").status_code == 401


def test_the_next_read_shows_what_was_written_and_not_what_was_kept(writable: Writable) -> None:
    for number in range(5):
        writable.client.get(CLAIMS)
        words = f"zqkept{number}"
        sent = writable.hand_in("joe", body(f"kept-{number}", saying(f"{words} fell")))
        assert sent.status_code == 201
        assert words in writable.client.get(CLAIMS + "?limit=100").text
    gone = writable.post("joe", "records/kept-1/retract", reason="read wrongly")
    assert gone.status_code == 200
    assert "zqkept1 " not in writable.client.get(CLAIMS + "?limit=100").text


def test_no_reader_ever_sees_less_than_was_published_before_it_asked(folder: Path) -> None:
    with Writer.open(folder, base="https://example.org/", actor="tester") as writer:
        writer.load(small("first", saying("zq0 fell"), writer.known))
        writer.publish()
        settings = Settings(store=str(folder), workers=2, client_cpu=0)
        with TestClient(create_app(settings)) as client:
            published, over = [1], threading.Event()
            early: list[tuple[int, int]] = []

            def read() -> int:
                asked = 0
                while not over.is_set() or asked < 20:
                    least = published[0]
                    answer = client.get(f"{CLAIMS}?limit=100").json()
                    if not least <= answer["revision"] == len(answer["items"]):
                        early.append((least, answer["revision"]))
                    asked += 1
                return asked

            with concurrent.futures.ThreadPoolExecutor(4) as readers:
                reading = [readers.submit(read) for _ in range(4)]
                try:
                    for number in range(1, 16):
                        text = saying(f"zq{number} fell")
                        writer.load(small(f"later-{number}", text, writer.known))
                        writer.publish()
                        published[0] = number + 1
                finally:
                    over.set()
                assert sum(each.result() for each in reading) >= 80
    assert early == []
