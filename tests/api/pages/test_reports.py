from __future__ import annotations

from fastapi.testclient import TestClient


def test_each_circle_and_each_lost_hedge_has_a_row_that_leads_to_its_claim(
    client: TestClient,
) -> None:
    circles = client.get("/api/v1/queries/traces/circular/run").json()["items"]
    lost = client.get("/api/v1/queries/traces/hedge-lost/run").json()["items"]
    page = client.get("/reports").text
    assert page.count("<tr>") - 2 == len(circles) + len(lost)
    for row in (*circles, *lost):
        assert f'href="/claims/{row["claim"].rpartition("/")[2]}"' in page
