"""What tests of the API ask, and how they read the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient

from kg_api.recording import REQUESTS

CLAIM = "forces-near-mount-sarybaba"
MINISTRY = "russian-mod"
SOURCE = "sarybaba-report-retold"

LISTS = {
    "claims": "/api/v1/claims",
    "attributions": "/api/v1/attributions",
    "speakers": "/api/v1/speakers",
    "sources": "/api/v1/sources",
    "judgements": "/api/v1/judgements",
    "claim-attributions": "/api/v1/claims/water-let-out/attributions",
    "speaker-attributions": f"/api/v1/speakers/{MINISTRY}/attributions",
    "source-attributions": f"/api/v1/sources/{SOURCE}/attributions",
}
"""Every list that has pages."""


def addresses(client: TestClient) -> dict[str, str]:
    """Return an address that answers for every GET route under /api/v1, by its example's name."""
    first = client.get(REQUESTS["claim-attributions"]).json()["items"][0]
    places = {"attribution": first["id"], "source": first["source"]["id"]}
    return {
        name: path.format(**places) for name, path in REQUESTS.items() if path.startswith("/api/v1")
    }


def problem(answer: Any, status: int, kind: str | None = None) -> dict[str, Any]:
    """Return a problem document, after a look at what every one of them has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert document["type"] == (f"/problems/{kind}" if kind else "about:blank")
    assert document["title"]
    assert document["detail"]
    return document


def pages(client: TestClient, address: str) -> Iterator[dict[str, Any]]:
    """Yield every page of a list, by following `next`."""
    page = client.get(address).json()
    yield page
    joined = "&" if "?" in address else "?"
    while page["next"]:
        page = client.get(f"{address}{joined}cursor={page['next']}").json()
        yield page


def everything(client: TestClient, address: str) -> list[dict[str, Any]]:
    """Return all items of a list."""
    return [item for page in pages(client, address) for item in page["items"]]
