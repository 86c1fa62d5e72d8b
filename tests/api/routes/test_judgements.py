from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import everything, problem
from api_shapes import ANSWER, JUDGEMENT, LIST


def ids(client: TestClient, asked: str) -> list[str]:
    return [item["id"] for item in everything(client, f"/api/v1/judgements?limit=3&{asked}")]


def test_every_judgement_is_listed_with_its_author_and_its_record(client: TestClient) -> None:
    page = client.get("/api/v1/judgements?limit=100").json()
    assert set(page) == LIST
    assert len(page["items"]) == 14
    for item in page["items"]:
        assert set(item) == JUDGEMENT
        assert (item["by"]["id"], item["by_program"], item["event"]) == (
            "fixture-team", False, None,
        )  # fmt: skip
        assert set(item["record"]) == {"id", "iri", "label"}


def test_one_judgement_says_what_is_judged_and_where_that_is_recorded(client: TestClient) -> None:
    found = client.get("/api/v1/judgements/donfried-title").json()
    assert set(found) == JUDGEMENT | ANSWER
    assert found["relation"] == "titleConflict"
    assert found["judges"]["label"] == "Karen Donfried met the Secretary of State"
    assert found["against"]["label"] == "Karen Donfried"
    assert (found["confidence"], found["at"]) == (0.5, "2026-11-21T00:00:00Z")
    assert found["record"]["id"] == "sarybaba-report"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("relation=contradicts", ["gates-open-or-shut", "open-or-closed"]),
        ("about=claim/bridge-closed-in-july", ["july-narrower", "open-or-closed"]),
        ("about=speaker/karen-donfried&relation=titleConflict", ["donfried-title"]),
        ("relation=copyOf&by=fixture-team", ["courier-copies-wire", "gazette-copies-wire"]),
        ("by_program=true", []),
        ("by=nobody", []),
    ],
)
def test_filters_narrow_the_list(client: TestClient, asked: str, found: list[str]) -> None:
    assert ids(client, asked) == found


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("relation=same", "relation"),
        ("about=gates", "about"),
        ("by=No%20Body", "by"),
        ("by_program=perhaps", "by_program"),
        ("cursor=abc", "cursor"),
        ("verdict=true", "verdict"),
    ],
)
def test_a_filter_that_is_none_is_refused_by_its_name(
    client: TestClient, asked: str, where: str
) -> None:
    told = problem(client.get(f"/api/v1/judgements?{asked}"), 422, "bad-parameter")
    assert told["parameter"] == where


def test_an_unknown_judgement_is_not_there(client: TestClient) -> None:
    problem(client.get("/api/v1/judgements/j-0000000000000000"), 404, "unknown-id")


def test_a_judgement_is_to_be_had_as_rdf_and_as_a_row(client: TestClient) -> None:
    turtle = client.get("/api/v1/judgements/donfried-title.ttl").text
    assert "cp:relation cpv:titleConflict" in turtle
    row = client.get("/api/v1/judgements.csv?relation=titleConflict").text.splitlines()
    assert row[0].startswith("id,iri,label,relation,judges.id")
    assert row[1].startswith("donfried-title,")
    led = client.get("/id/judgement/donfried-title", follow_redirects=False)
    assert led.headers["location"] == "/api/v1/judgements/donfried-title"
