"""Every answer names a query that gives the same; here each link is opened and compared."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, LISTS, SOURCE, addresses, everything, pages

FILTERS = [
    "speaker=russian-mod",
    "source=sarybaba-report-retold",
    "about=mount-sarybaba",
    "act=urge",
    "hedged=true",
    "hedged=false&basis=named",
    "basis=authorVoice",
    "lang=en",
    "q=dam",
    "q=İ",
    "said_from=2024-05-01&said_to=2024-05-31",
    "said_from=2024-05-01&said_to=2024-05-31&date_mode=certain",
    "said_to=2020-01-01&act=assert",
    "situation_from=2024-05&situation_to=2024-05",
    "situation_from=2024-05-01&situation_to=2024-05-31&date_mode=certain",
    "published_to=2024-05-06",
    "published_from=2024-05-05&date_mode=certain&said_from=2024",
    "recorded_from=2020&recorded_to=2999",
    "recorded_to=2020",
    "recorded_from=2026-11-21T12:00:00Z",
]
LOOK_UPS = [
    "text=Sarybaba",
    "text=water+dam",
    "text=Минобороны",
    "text=flying+teapots",
    "quote=had+come+near+Mount+Sarybaba",
    "quote=HAD+COME",
    "quote=nothing+like+that",
    "url=https://wire.ostrel.example/2024/dam",
    "url=http://WIRE.ostrel.example/2024/dam%23top",
    "url=https://nowhere.example/",
    "url=http://www.wire.ostrel.example/2024/dam/?utm_source=x",
    "text=Минобороны+heights",
    "speaker=russian-mod",
    "speaker=Джейхун+Байрамов",
    "place=Сарыбаба",
    "topic=old-bridge",
]


def column(client: TestClient, link: str, name: str) -> list[str]:
    """Return one column of the rows that a link opens."""
    answer = client.get(link)
    assert answer.status_code == 200, answer.text
    return [row[name] for row in answer.json()["items"]]


def check_page(client: TestClient, page: dict[str, Any], name: str) -> None:
    assert column(client, page["sparql"], name) == [item["iri"] for item in page["items"]]


@pytest.mark.parametrize("name", LISTS)
def test_each_page_of_a_list_is_what_its_query_gives(client: TestClient, name: str) -> None:
    noun = "attribution" if name.endswith("attributions") else name.removesuffix("s")
    for page in pages(client, f"{LISTS[name]}?limit=25"):
        check_page(client, page, noun)


@pytest.mark.parametrize("given", FILTERS)
def test_each_filtered_list_is_what_its_query_gives(client: TestClient, given: str) -> None:
    for page in pages(client, f"/api/v1/attributions?limit=25&{given}"):
        check_page(client, page, "attribution")


@pytest.mark.parametrize("noun", ["claim", "speaker", "source"])
@pytest.mark.parametrize("words", ["a", "sary", "MINISTRY", "Ñ", "%", "_", '"', "no such words"])
def test_each_narrowed_list_is_what_its_query_gives(
    client: TestClient, noun: str, words: str
) -> None:
    page = client.get(f"/api/v1/{noun}s", params={"q": words, "limit": "25"}).json()
    check_page(client, page, noun)


@pytest.mark.parametrize("given", LOOK_UPS)
def test_each_look_up_finds_the_claims_its_query_gives(client: TestClient, given: str) -> None:
    for page in pages(client, f"/api/v1/lookup?{given}&limit=2"):
        found = [item["claim"]["iri"] for item in page["items"]]
        assert column(client, page["sparql"], "claim") == found


def test_each_look_up_of_a_batch_finds_what_its_query_gives(client: TestClient) -> None:
    items = [{"text": "Sarybaba"}, {"quote": "the dam"}]
    for entry in client.post("/api/v1/lookup", json={"items": items}).json()["items"]:
        found = [item["claim"]["iri"] for item in entry["answer"]["items"]]
        assert column(client, entry["answer"]["sparql"], "claim") == found


@pytest.mark.parametrize("noun", ["claim", "speaker", "source", "attribution"])
def test_one_thing_is_told_from_the_statements_its_query_gives(
    client: TestClient, noun: str
) -> None:
    for item in everything(client, f"/api/v1/{noun}s?limit=100")[::9]:
        told = client.get(f"/api/v1/{noun}s/{item['id']}").json()
        rows = client.get(told["sparql"]).json()["items"]
        labels = {
            row["value"]
            for row in rows
            if row["thing"] == told["iri"] and row["property"].endswith("#label")
        }
        assert {row["thing"] for row in rows} >= {told["iri"]}
        assert noun == "attribution" or told["label"] in labels


def test_a_trace_is_made_of_the_attributions_its_query_gives(client: TestClient) -> None:
    for claim in (CLAIM, "water-let-out", "installing-equipment-near-sarybaba"):
        told = client.get(f"/api/v1/claims/{claim}/trace").json()
        given = set(column(client, told["sparql"], "thing"))
        steps = [step for chain in told["chains"] for step in chain["steps"]]
        used = {step["attribution"]["iri"] for step in steps if step["attribution"]}
        assert used
        assert used <= given


def test_contradictions_are_the_judgements_their_query_gives(client: TestClient) -> None:
    for claim in ("gates-opened", "water-let-out", CLAIM):
        told = client.get(f"/api/v1/claims/{claim}/contradictions").json()
        given = set(column(client, told["sparql"], "judgement"))
        assert {item["iri"] for item in told["items"]} == given


def test_either_side_of_a_contradiction_is_said_by_those_its_query_gives(
    client: TestClient,
) -> None:
    (item,) = client.get("/api/v1/claims/gates-opened/contradictions").json()["items"]
    for side in item["sides"]:
        given = column(client, side["sparql"], "attribution")
        assert [each["attribution"]["iri"] for each in side["said"]] == given
        assert given


@pytest.mark.parametrize(
    "asked",
    ["relation=contradicts", "about=claim/gates-opened", "by=fixture-team&by_program=false"],
)
def test_filtered_judgements_are_those_their_query_gives(client: TestClient, asked: str) -> None:
    found = list(pages(client, f"/api/v1/judgements?limit=2&{asked}"))
    for page in found:
        check_page(client, page, "judgement")
    assert found[0]["items"]
    assert all(page["items"] for page in found)


def test_the_passages_of_a_text_are_those_its_query_gives(client: TestClient) -> None:
    told = client.get(f"/api/v1/sources/{SOURCE}/text").json()
    given = set(column(client, told["sparql"], "passage"))
    assert {passage["iri"] for passage in told["passages"]} == given
    assert given


def test_every_link_opens_the_sparql_itself_too(client: TestClient) -> None:
    for name, address in addresses(client).items():
        link = client.get(address).json().get("sparql")
        while link and link.startswith("/api/v1/queries"):
            link = client.get(link).json()["sparql"]
        if link is None:
            assert name in {"entry", "queries"}
            continue
        assert link.startswith("/sparql?query=")
        assert client.get(link).status_code == 200, name
