"""Two groups of speakers side by side."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import pages, problem

SIDES = "one=oskaria-water-ministry&other=norvania-works-ministry"


def test_each_claim_has_what_each_side_does_with_it(client: TestClient) -> None:
    found = client.get(f"/api/v1/compare?{SIDES}").json()
    claims = {each["claim"]["id"]: each for each in found["items"]}
    assert {name: each["only"] for name, each in claims.items()} == {
        "ferry-paid": "other", "gates-opened": "one", "gates-stayed-shut": "other",
        "log-books-opened": "other", "readings-sent": "other", "river-rose": "one",
        "water-let-out": None,
    }  # fmt: skip
    water = claims["water-let-out"]
    assert water["one"]["stands"] == [
        {"act": "assert", "polarity": "affirmed", "attributions": 3, "sources": 3}
    ]
    assert water["other"]["stands"] == [
        {"act": "deny", "polarity": "negated", "attributions": 3, "sources": 3}
    ]
    assert claims["gates-opened"]["other"]["stands"] == []
    assert [side["id"] for side in found["one"]] == ["oskaria-water-ministry"]


def test_each_page_is_what_its_query_gives(client: TestClient) -> None:
    address = "/api/v1/compare?one=oskaria-water-ministry,tobin-vesk&other=norvania-works-ministry"
    listed = []
    for page in pages(client, f"{address}&limit=3"):
        rows = client.get(page["sparql"]).json()["items"]
        assert [row["claim"] for row in rows] == [each["claim"]["iri"] for each in page["items"]]
        for row, each in zip(rows, page["items"], strict=True):
            assert int(row["oneAttributions"]) == each["one"]["attributions"]
            assert int(row["otherAttributions"]) == each["other"]["attributions"]
        listed += [each["claim"]["id"] for each in page["items"]]
    assert listed == sorted(set(listed))
    assert len(listed) > 7


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("one=,&other=norvania-works-ministry", "one"),
        ("one=nobody-here&other=norvania-works-ministry", "one"),
        ("one=tobin-vesk&other=ilka-marrow,tobin-vesk", "other"),
        ("one=tobin-vesk&other=" + ",".join(f"s{n}" for n in range(21)), "other"),
        ("one=Tobin Vesk&other=ilka-marrow", "one"),
        ("one=tobin-vesk", "other"),
    ],
)
def test_a_side_that_is_wrong_is_named(client: TestClient, given: str, where: str) -> None:
    found = problem(client.get(f"/api/v1/compare?{given}"), 422, "bad-parameter")
    assert found["parameter"] == where
