from __future__ import annotations

from fastapi.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def leads(client: TestClient, path: str, accept: str) -> str:
    answer = client.get(path, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert "Accept" in answer.headers["vary"].split(", ")
    return str(answer.headers["location"])


def test_an_iri_leads_people_to_a_page_and_programs_to_data(client: TestClient) -> None:
    thing = "/id/claim/water-let-out"
    assert leads(client, thing, BROWSER["Accept"]) == "/claims/water-let-out"
    assert leads(client, thing, "application/json") == "/api/v1/claims/water-let-out"
    assert leads(client, thing, "*/*") == "/api/v1/claims/water-let-out"


def test_what_has_no_page_leads_people_to_data_too(client: TestClient) -> None:
    place = leads(client, "/id/place/mount-sarybaba", BROWSER["Accept"])
    assert place.startswith("/api/v1/queries/records/statements/run?")
