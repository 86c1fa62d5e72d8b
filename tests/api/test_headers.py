"""Every answer has the headers that keep a browser from doing more with it than showing it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kg.settings import Settings
from kg_api.app import create_app
from kg_api.headers import complete

ALWAYS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-resource-policy": "cross-origin",
}
ODD: tuple[dict[str, Any], ...] = (
    {},
    {"params": {"no-such": "parameter"}},
    {"headers": {"Accept": "image/png"}},
    {"headers": {"If-None-Match": "*"}},
    {"headers": {"Origin": "https://elsewhere.example"}},
    {"headers": {"Range": "bytes=0-1", "Host": "elsewhere.example"}},
)
"""What is sent beside the address."""
UNTOLD = (
    "/", "/metrics", "/openapi.json", "/broken", "/nothing", "/id/claim/x", "/sparql?query=x",
    "/sparql?query=ASK%7B%7D", "/api/v1/claims/water-let-out", "/problems/bad-query",
)  # fmt: skip


@pytest.fixture(scope="module")
def anybody(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client without a key of a server with every route there can be."""
    data = tmp_path_factory.mktemp("written") / "data"
    shutil.copytree(demo, data)
    app = create_app(Settings(store=str(data), workers=2, writable=True, metrics=True))

    @app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def routes(client: TestClient) -> Iterator[tuple[str, str]]:
    """Yield every method and address the description has, and those it does not tell of."""
    described = client.get("/openapi.json").json()["paths"]
    for template, methods in described.items():
        for method in methods:
            yield method, re.sub(r"\{\w+\}", "russian-mod", template)
    for path in UNTOLD:
        yield "get", path


def test_every_answer_of_every_route_has_them(
    anybody: TestClient, counted: Callable[[str, int], None]
) -> None:
    statuses, answers = set[int](), 0
    for method, path in routes(anybody):
        requests = [(method, odd) for odd in ODD]
        requests += [("delete", {}), ("head", {}), ("options", {}), ("post", {"content": b"\xff"})]
        requests.append(("options", {"headers": {
            "Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET",
        }}))  # fmt: skip
        for verb, odd in requests:
            answer = anybody.request(verb, path, **odd)
            answers += 1
            statuses.add(answer.status_code)
            told = {name: answer.headers.get(name) for name in ALWAYS}
            assert told == ALWAYS, (verb, path, odd)
            assert "server" not in answer.headers
            assert "set-cookie" not in answer.headers
            assert answer.headers["cache-control"] in {"no-cache", "no-store"} or (
                verb == "options" and answer.headers["cache-control"]
            )
            assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
            assert "elsewhere.example" not in answer.headers.get("location", "")
    assert statuses >= {200, 303, 304, 400, 401, 404, 405, 406, 415, 422, 500}
    counted("answers with every header they must have", answers)


def test_an_answer_for_one_reader_is_not_for_other_sites() -> None:
    headers = dict(complete([(b"cache-control", b"private, no-store")]))
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"
    assert headers[b"cache-control"] == b"private, no-store"


def test_what_a_route_decides_for_itself_stays() -> None:
    policy = (b"content-security-policy", b"default-src 'self'")
    headers = complete([policy])
    assert headers.count(policy) == 1
    assert [name for name, _ in headers].count(policy[0]) == 1


def test_no_answer_for_others_has_an_address_that_the_client_named(client: TestClient) -> None:
    host = {"Host": "elsewhere.example"}
    described = client.get("/sparql", headers=host)
    assert "elsewhere.example" in described.text
    assert described.headers["cache-control"] == "no-store"
    for path in ("/api/v1/claims/", "/api/v1/claims?limit=1", "/id/claim/water-let-out"):
        answer = client.get(path, headers=host, follow_redirects=False)
        assert "elsewhere.example" not in answer.text + str(answer.headers)


def test_a_server_that_knows_its_address_never_takes_the_clients_word(demo: Path) -> None:
    settings = Settings(store=str(demo), workers=2, public_url="https://claims.example.org")
    with TestClient(create_app(settings)) as client:
        described = client.get("/sparql", headers={"Host": "elsewhere.example"})
        assert "<https://claims.example.org/sparql>" in described.text
        assert "elsewhere.example" not in described.text
        assert described.headers["cache-control"] == "no-cache"
