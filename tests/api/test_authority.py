"""Who may write is asked of every request, before anything of it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api_asking import problem
from handing_in import JSON, Headers, Writable, bearer, body, ledger, saying
from judging import fields
from kg.access import Keyring, Scope
from kg.settings import Settings
from kg_api.app import create_app

ROUTES = {
    "POST /api/v1/records": {Scope.DRAFT, Scope.REVIEW},
    "POST /api/v1/records?dry_run=true": {Scope.DRAFT, Scope.REVIEW},
    "POST /api/v1/records/barrow/accept": {Scope.REVIEW},
    "POST /api/v1/records/barrow/retract": {Scope.RETRACT},
    "POST /api/v1/judgements": {Scope.JUDGE},
    "POST /api/v1/judgements/j-0123456789abcdef/withdraw": {Scope.JUDGE, Scope.RETRACT},
    "GET /api/v1/drafts": {Scope.DRAFT, Scope.REVIEW},
    "GET /api/v1/drafts/barrow": {Scope.DRAFT, Scope.REVIEW},
    "GET /api/v1/keys": {Scope.ADMIN},
    "POST /api/v1/keys/0123456789ab/revoke": {Scope.ADMIN},
}
BODIES = {
    "POST /api/v1/records/barrow/accept": b'{"document": "' + b"0" * 64 + b'"}',
    "POST /api/v1/records/barrow/retract": b'{"reason": "because"}',
    "POST /api/v1/judgements": json.dumps(fields()).encode(),
    "POST /api/v1/judgements/j-0123456789abcdef/withdraw": b'{"reason": "because"}',
}
SECRET = "A" * 43
HERE = "http://testserver"
"""Where the test client thinks the server is."""


def send(writable: Writable, route: str, headers: Headers) -> Any:
    """Send what each route would take, from somebody who may."""
    method, _, address = route.partition(" ")
    content = BODIES.get(route, body("barrow", saying("the barrow was full")))
    encoded: Any = {name: value.encode() for name, value in headers.items()}
    if method == "GET":
        return writable.client.get(address, headers=encoded)
    return writable.client.post(address, content=content, headers=JSON | encoded)


def useless(directory: Path) -> dict[str, Headers]:
    """Return every way to come without a key that works."""
    good = bearer(directory, "max", *Scope)["Authorization"]
    text = good.removeprefix("Bearer ")
    name = text.split("_")[1]
    revoked = bearer(directory, "rex", *Scope)
    Keyring(directory).revoke(revoked["Authorization"].split("_")[1], datetime.now(UTC))
    return {
        "nothing": {},
        "an empty header": {"Authorization": ""},
        "no key": {"Authorization": "Bearer"},
        "another scheme": {"Authorization": f"Basic {text}"},
        "no scheme": {"Authorization": text},
        "no key of ours": {"Authorization": "Bearer secret"},
        "an unknown key": {"Authorization": f"Bearer kg_0123456789ab_{SECRET}"},
        "another secret": {"Authorization": f"Bearer kg_{name}_{SECRET}"},
        "half a secret": {"Authorization": good[:-20]},
        "a longer secret": {"Authorization": f"{good}A"},
        "the key in capitals": {"Authorization": f"Bearer {text.upper()}"},
        "two keys in one": {"Authorization": f"{good}, {good}"},
        "a character beyond ASCII": {"Authorization": f"{good}é"},
        "an expired key": bearer(directory, "old", *Scope, days=1, age=2),
        "a revoked key": revoked,
        "the key in a cookie": {"Cookie": f"Authorization={text}; key={text}"},
        "the key in another header": {"X-Api-Key": text, "Proxy-Authorization": good},
    }


def test_without_a_key_that_works_every_route_refuses_and_writes_nothing(
    writable: Writable, counted: Callable[[str, int], None]
) -> None:
    before = ledger(writable.directory)
    ways = useless(writable.directory)
    for route in ROUTES:
        for way, headers in ways.items():
            answer = send(writable, route, headers)
            problem(answer, 401, "no-key")
            assert answer.headers["www-authenticate"] == "Bearer", (route, way)
    assert ledger(writable.directory) == before
    counted("writes without a key that works: refused, nothing written", len(ROUTES) * len(ways))


def test_a_key_without_the_scope_is_refused_and_writes_nothing(
    writable: Writable, counted: Callable[[str, int], None]
) -> None:
    before = ledger(writable.directory)
    keys = {scope: bearer(writable.directory, f"only-{scope}", scope) for scope in Scope}
    tries = [(r, s) for r, wanted in ROUTES.items() for s in set(Scope) - wanted]
    for route, scope in tries:
        problem(send(writable, route, keys[scope]), 403, "not-allowed")
    assert ledger(writable.directory) == before
    counted("writes without the scope: refused, nothing written", len(tries))


FOREIGN: list[Headers] = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
]


def test_what_a_page_of_another_site_sends_is_refused_even_with_a_key(
    writable: Writable, counted: Callable[[str, int], None]
) -> None:
    before = ledger(writable.directory)
    key = bearer(writable.directory, "max", *Scope)
    for route in ROUTES:
        for headers in FOREIGN:
            problem(send(writable, route, key | headers), 403, "not-allowed")
    assert ledger(writable.directory) == before
    counted("writes by pages of other sites: refused, nothing written", len(ROUTES) * len(FOREIGN))


def test_a_page_of_this_site_may_write(writable: Writable) -> None:
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    for route in ("POST /api/v1/records?dry_run=true", "GET /api/v1/keys"):
        assert send(writable, route, bearer(writable.directory, "max", *Scope) | own).is_success


def test_a_page_of_this_site_may_write_where_a_proxy_gives_it_another_name(tmp_path: Path) -> None:
    key = bearer(tmp_path, "jane", *Scope)
    public = "https://claims.example.org"
    settings = Settings(store=str(tmp_path), workers=2, writable=True, public_url=public)
    with TestClient(create_app(settings)) as client:
        for origin, status in ((public, 200), (HERE, 200), ("https://evil.example", 403)):
            answer = client.get("/api/v1/keys", headers=key | {"Origin": origin})
            assert answer.status_code == status


def test_no_browser_is_allowed_to_send_a_key_to_another_site(writable: Writable) -> None:
    for name in ("authorization", "idempotency-key"):
        asked = writable.client.options(
            "/api/v1/records",
            headers={
                "Origin": "https://evil.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": name,
            },
        )
        assert asked.status_code == 400
        assert name not in asked.headers["access-control-allow-headers"].lower()


def test_a_key_in_the_address_is_no_key(writable: Writable) -> None:
    text = writable.keys["joe"]["Authorization"].removeprefix("Bearer ")
    for name in ("access_token", "key", "authorization"):
        answer = writable.client.get(f"/api/v1/drafts?{name}={text}")
        assert answer.status_code in (401, 422)
        assert text not in answer.text


def test_nothing_is_read_of_a_body_that_comes_without_a_key(writable: Writable) -> None:
    answer = writable.client.post("/api/v1/records", content=b"x" * (5 * 2**20), headers=JSON)
    problem(answer, 401, "no-key")


def test_damaged_keys_let_nobody_in_and_do_not_show_where_they_lie(tmp_path: Path) -> None:
    headers = bearer(tmp_path, "jane", Scope.DRAFT)
    with TestClient(create_app(Settings(store=str(tmp_path), workers=2, writable=True))) as client:
        assert client.get("/api/v1/drafts", headers=headers).status_code == 200
        (tmp_path / "access" / "keys.json").write_text("{")
        told = problem(client.get("/api/v1/drafts", headers=headers), 502, "store-unreachable")
        assert str(tmp_path) not in str(told)


def test_a_server_that_takes_no_writes_has_no_route_for_them(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "securitySchemes" not in described["components"]
    assert not {"post", "delete", "put"} & {
        method
        for path, methods in described["paths"].items()
        for method in methods
        if path.startswith("/api/v1") and path != "/api/v1/lookup"
    }
    for route in ROUTES:
        method, _, address = route.partition(" ")
        there = address == "/api/v1/judgements"  # to be read, but not written to
        problem(client.request(method, address), 405 if there else 404)


def test_the_description_says_which_routes_need_a_key(writable: Writable) -> None:
    described = writable.client.get("/openapi.json").json()
    (scheme,) = described["components"]["securitySchemes"]
    protected = {
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if operation.get("security") == [{scheme: []}]
    }
    assert protected == {
        "POST /api/v1/records", "POST /api/v1/records/{record}/accept",
        "POST /api/v1/records/{record}/retract", "POST /api/v1/judgements",
        "POST /api/v1/judgements/{judgement}/withdraw", "GET /api/v1/drafts",
        "GET /api/v1/drafts/{record}", "GET /api/v1/keys", "POST /api/v1/keys/{key}/revoke",
    }  # fmt: skip
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if f"{method.upper()} {path}" in protected:
                assert set(operation["responses"]) >= {"401", "403", "503", "507"}


@pytest.mark.parametrize(
    "name", ["write", "accept", "judge", "withdraw", "retract", "drafts", "draft", "keys", "key"]
)
def test_every_answer_of_a_writing_route_has_an_example(writable: Writable, name: str) -> None:
    from kg_api.examples import example

    described = writable.client.get("/openapi.json").json()
    shown = [
        answer.get("content", {}).get("application/json", {}).get("example")
        for methods in described["paths"].values()
        for operation in methods.values()
        for answer in operation["responses"].values()
    ]
    assert example(name) in shown
