"""No route is missed by looking at the beginning of a path first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Match

from kg.settings import Settings
from kg_api.app import create_app
from kg_api.signposts import Signed, Signposts, place


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("/", "/"),
        ("", "/"),
        ("/sparql", "/sparql"),
        ("/claims/a/b", "/claims"),
        ("/api/v1", "/api"),
        ("/api/v1/", "/api/v1/"),
        ("/api/v1/claims", "/api/v1/claims"),
        ("/api/v1/claims.csv", "/api/v1/claims"),
        ("/api/v1/claims/a.b/trace.mmd", "/api/v1/claims"),
        ("/api/v2/claims", "/api"),
        ("//claims", "/"),
    ],
)
def test_the_beginning_of_a_path_is_its_first_word(path: str, begins: str) -> None:
    assert place(path) == begins


def test_a_route_that_begins_with_anything_is_tried_everywhere() -> None:
    assert Signed.of(["one"], {"/{anything}": "one"}).lead("/claims")
    named = Signed.of(["one"], {"/claims/{claim}": "one", "/claims.csv": "one"})
    assert named.lead("/claims")
    assert not named.lead("/speakers")


def addresses() -> Iterator[str]:
    """Yield an address for each route there is, and some that have none."""
    app = create_app(Settings(store="nowhere", writable=True, metrics=True))
    for template in app.openapi()["paths"]:
        address = re.sub(r"{[^}]+}", "x", template)
        yield from (address, f"{address}.csv", f"{address}/", f"{address}/x/y")
    yield from ("/", "", "/claims/x", "/lookup", "/ontology", "/nothing", "/api", "/api/v1/nothing")


def test_every_address_finds_what_it_would_find_by_trying_all() -> None:
    app = create_app(Settings(store="nowhere", writable=True, metrics=True))
    posts = app.router.middleware_stack
    assert isinstance(posts, Signposts)
    found = 0
    for address in addresses():
        part = posts._parts.get(place(address), app.router)
        for method in ("GET", "POST", "DELETE"):
            scope = {"type": "http", "method": method, "path": address, "headers": []}
            by_all = [route for route in app.router.routes if matches(route, dict(scope))]
            by_sign = [route for route in part.routes if matches(route, dict(scope))]
            assert by_sign == by_all, address
            found += bool(by_all)
    assert found > 100


def test_what_is_asked_most_is_gone_to_at_once() -> None:
    posts = create_app(Settings(store="nowhere")).router.middleware_stack
    assert isinstance(posts, Signposts)
    for address in (("/sparql", ""), ("/api/v1/claims/", ""), ("/api/v1/attributions", "")):
        assert address in posts._quick
    assert posts._quick["/sparql", ""].reads_itself


def matches(route: object, scope: dict[str, object]) -> bool:
    match, _ = route.matches(scope)  # type: ignore[attr-defined]
    return bool(match != Match.NONE)


def test_a_path_that_begins_like_nothing_is_not_found(client: TestClient) -> None:
    for path in ("/nothing", "/api/v1/nothing", "/api/v1/", "/claimsx/y"):
        assert client.get(path).status_code == 404
    assert client.get("/openapi.json").status_code == 200
    assert client.post("/api/v1/claims").status_code == 405
