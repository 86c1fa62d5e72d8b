from __future__ import annotations

from fastapi.testclient import TestClient

SIDES = {"one": "oskaria-water-ministry", "other": "norvania-works-ministry"}


def test_two_passages_of_the_demonstration_are_shown_word_by_word(client: TestClient) -> None:
    found = client.get("/api/v1/claims/gates-opened/trace").json()["hedge_loss"][0]
    pair = {"a": found["hedged"]["attribution"]["id"], "b": found["plain"]["attribution"]["id"]}
    page = client.get("/compare", params=pair).text
    assert "Hedges lost" in page
    assert "“<bdi>allegedly</bdi>”" in page
    assert client.get("/compare", params=pair | {"b": "nothing"}).status_code == 404


def test_two_groups_are_shown_with_what_the_rest_interface_says_of_them(
    client: TestClient,
) -> None:
    compared = client.get("/api/v1/compare", params=SIDES).json()
    page = client.get("/compare", params=SIDES).text
    rows = page.split("<tbody>")[1].count('<tr><td><a href="/claims/')
    assert rows == len(compared["items"]) > 1
    alone = [item for item in compared["items"] if item["only"]]
    assert page.count("only one side speaks of it") == len(alone) > 0
    # Waters asserts that water was let out, in three attributions; Works denies it in three.
    assert "denies</span>" in page
    assert "/api/v1/compare?one=oskaria-water-ministry&amp;other=norvania-works-ministry" in page


def test_with_one_side_only_the_other_is_asked_for(client: TestClient) -> None:
    page = client.get("/compare", params={"one": "ilka-marrow"}).text
    assert 'name="one" value="ilka-marrow"' in page
    assert "<tbody>" not in page


def test_somebody_who_is_not_here_is_no_empty_comparison(client: TestClient) -> None:
    asked = {"one": "ilka-marrow", "other": "nobody-here"}
    answer = client.get("/compare", params=asked, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert "there is no speaker “nobody-here” here" in answer.text
