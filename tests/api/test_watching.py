from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from kg_api.watching import names, template

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


@pytest.mark.parametrize("given", ["a", "A-b_c.9", "x" * 64])
def test_an_id_that_a_client_gave_is_kept_and_told_back(client: TestClient, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given", ["", "x" * 65, "a b", "a/b", "a\tb", "ä", '"', "a,b", "a\x7f", "<a>", "a\n"]
)
def test_an_id_that_could_be_something_else_is_replaced(given: str) -> None:
    made, _ = names([(b"x-request-id", given.encode())])
    assert re.fullmatch(r"[0-9a-f]{16}", made)


def test_every_request_has_an_id_of_its_own(client: TestClient) -> None:
    ids = {client.get(path).headers["x-request-id"] for path in ("/livez", "/livez", "/nothing")}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("given", "trace"),
    [
        (PARENT, TRACE),
        (PARENT.replace("00-4", "cc-4") + "-what-comes-later", TRACE),
        (PARENT + "-more", None),
        (PARENT + "x", None),
        (PARENT.upper(), None),
        (PARENT.replace("00-4", "ff-4"), None),
        (f"00-{'0' * 32}-00f067aa0ba902b7-01", None),
        (f"00-{TRACE}-{'0' * 16}-01", None),
        (PARENT[:-1], None),
        ("", None),
    ],
)
def test_the_trace_a_request_belongs_to_is_read_as_the_standard_says(
    given: str, trace: str | None
) -> None:
    assert names([(b"traceparent", given.encode())])[1] == trace


@pytest.mark.parametrize(
    ("path", "told", "full"),
    [
        ("/api/v1/claims/x", "/claims/{claim}", "/api/v1/claims/{claim}"),
        ("/api/v1/claims/x", "/api/v1/claims/{claim}", "/api/v1/claims/{claim}"),
        ("/api/v1", "/api/v1", "/api/v1"),
        ("/sparql", "/sparql", "/sparql"),
        ("/nothing", None, None),
    ],
)
def test_a_template_is_whole_whether_its_prefix_was_kept_or_not(
    path: str, told: str | None, full: str | None
) -> None:
    class Route:
        pass

    route = Route()
    if told is not None:
        route.path = told  # type: ignore[attr-defined]
    assert template({"path": path, "route": route}) == full
