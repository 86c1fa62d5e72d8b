from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api_asking import LISTS, everything, pages, problem


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_pages_hold_everything_once_and_in_order(client: TestClient, address: str) -> None:
    whole = client.get(f"{address}?limit=100")
    found = whole.json()["items"] or []
    whole_list = everything(client, f"{address}?limit=100")
    in_small_pages = everything(client, f"{address}?limit=7")
    assert in_small_pages == whole_list
    assert whole_list[: len(found)] == found
    iris = [item["iri"] for item in whole_list]
    assert len(set(iris)) == len(iris) > 1
    assert iris == sorted(iris)


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_the_link_in_the_header_is_the_next_page(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}?limit=1")
    seen = 1
    while link := answer.headers.get("link"):
        match = re.fullmatch(r'<(.+)>; rel="next"', link)
        assert match
        by_cursor = client.get(f"{address}?limit=1&cursor={answer.json()['next']}")
        answer = client.get(match[1])
        assert answer.json() == by_cursor.json()
        seen += 1
        if seen > 5:
            return
    assert answer.json()["next"] is None


def test_a_page_says_that_it_is_the_last(client: TestClient) -> None:
    *before, last = pages(client, "/api/v1/sources?limit=10")
    assert all(len(page["items"]) == 10 for page in before)
    assert last["next"] is None
    assert 0 < len(last["items"]) <= 10


@pytest.mark.parametrize(
    "other",
    [
        "/api/v1/attributions?act=assert",
        "/api/v1/attributions?hedged=true",
        "/api/v1/claims?limit=1",
        "/api/v1/speakers?q=a",
        "/api/v1/lookup?text=Ostrel",
    ],
)
def test_a_cursor_of_another_list_is_refused_as_it_would_skip_things(
    client: TestClient, other: str
) -> None:
    cursor = client.get("/api/v1/attributions?limit=1").json()["next"]
    found = problem(client.get(f"{other}&cursor={cursor}"), 422, "bad-parameter")
    assert found["parameter"] == "cursor"


@pytest.mark.parametrize("cursor", ["", "x", "%00", "WyJhIiwiYiJd", "ééé", "a" * 2001, "bnVsbA"])
@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_what_is_no_cursor_of_ours_is_refused(
    client: TestClient, address: str, cursor: str
) -> None:
    answer = client.get(f"{address}?cursor={cursor}")
    if cursor == "":
        assert answer.status_code == 200  # an empty field of a form is a field not filled in
        return
    assert problem(answer, 422, "bad-parameter")["parameter"] == "cursor"


@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "1.5", "", "1e3", "99999999999999999999"])
@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_a_page_has_between_one_and_a_hundred_items(
    client: TestClient, address: str, limit: str
) -> None:
    found = problem(client.get(f"{address}?limit={limit}"), 422, "bad-parameter")
    assert found["parameter"] == "limit"
