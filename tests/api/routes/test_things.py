from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, problem


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        ("claim", CLAIM, f"/api/v1/claims/{CLAIM}"),
        ("claim", f"{CLAIM}.ttl", f"/api/v1/claims/{CLAIM}.ttl"),
        ("speaker", "russian-mod", "/api/v1/speakers/russian-mod"),
        ("source", "a%3Fb%0Ac", "/api/v1/sources/a%3Fb%0Ac"),
    ],
)
def test_a_thing_is_not_a_document_but_leads_to_one(
    client: TestClient, kind: str, name: str, shown: str
) -> None:
    answer = client.get(f"/id/{kind}/{name}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, shown)
    assert answer.headers["vary"].startswith("Accept")


@pytest.mark.parametrize("path", ["place/mount-sarybaba", "annotator/fixture-team"])
def test_a_thing_without_a_page_leads_to_what_is_stated_about_it(
    client: TestClient, path: str
) -> None:
    found = client.get(f"/id/{path}").json()
    assert {row["subject"] for row in found["items"]} == {
        f"https://w3id.org/claim-provenance/{path}"
    }


def test_an_unknown_kind_of_thing_is_refused_with_those_there_are(client: TestClient) -> None:
    found = problem(client.get("/id/clam/x", follow_redirects=False), 422, "bad-parameter")
    assert found["parameter"] == "kind"
    assert "claim" in found["detail"]
