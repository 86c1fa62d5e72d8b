from __future__ import annotations

import re
from collections import Counter
from html import unescape

from fastapi.testclient import TestClient

FORM = re.compile(
    r'<input type="checkbox" name="(\w+)" value="([^"]*)"( checked)?>'
    r"(?:<bdi>)?([^<]*)(?:</bdi>)?(?:<span>(\d+)</span>)?"
)


def offered(client: TestClient, query: str) -> dict[tuple[str, str], tuple[bool, int | None]]:
    """Return by facet and value what the form has: whether it is chosen, and how many there are."""
    page = unescape(client.get(f"/timeline?{query}").text)
    return {
        (name, value): (bool(chosen), int(count) if count else None)
        for name, value, chosen, _, count in FORM.findall(page)
    }


def acts(client: TestClient, query: str = "") -> Counter[str]:
    """Return how many attributions do what, as the REST interface lists them."""
    found: Counter[str] = Counter()
    address: str | None = f"/api/v1/attributions?limit=100&{query}"
    while address:
        answer = client.get(address)
        found.update(item["act"] for item in answer.json()["items"])
        address = answer.links.get("next", {}).get("url")
    return found


def test_counts_are_those_of_what_would_be_listed(client: TestClient) -> None:
    told = {value: count for (name, value), (_, count) in offered(client, "").items()
            if name == "act"}  # fmt: skip
    assert told == dict(acts(client))


def test_several_values_are_chosen_at_once_and_the_others_keep_their_counts(
    client: TestClient,
) -> None:
    none, some = offered(client, ""), offered(client, "act=urge&act=demand")
    assert {key for key, (chosen, _) in some.items() if chosen} == {
        ("act", "urge"), ("act", "demand"),
    }  # fmt: skip
    assert [some["act", act][1] for act in ("assert", "urge")] == [
        none["act", act][1] for act in ("assert", "urge")
    ]
    # Of other facets only what is urged or demanded counts.
    assert some["speaker", "united-states"][1] == 19
    page = client.get("/timeline?act=urge&act=demand").text
    assert "/api/v1/attributions.csv?act=urge&amp;act=demand" in page


def test_what_is_chosen_and_not_among_the_commonest_can_still_be_taken_back(
    client: TestClient,
) -> None:
    some = offered(client, "speaker=river-institute&speaker=united-states")
    # Twenty others are credited more often: how often this one is, the list does not say.
    assert some["speaker", "river-institute"] == (True, None)
    assert some["speaker", "united-states"][0]


def test_how_well_dated_takes_several_and_an_empty_form_shows_all(client: TestClient) -> None:
    both = offered(client, "dated=exact&dated=none&q=")
    assert [both["dated", value][0] for value in ("exact", "part", "none")] == [True, False, True]
    assert client.get("/timeline?dated=always").status_code == 422
