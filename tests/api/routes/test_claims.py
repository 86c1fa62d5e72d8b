from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, MINISTRY, everything, problem
from api_shapes import (
    ANSWER,
    COUNTS,
    JUDGEMENT,
    LIST,
    REF,
    SAYING,
    SIDE,
    check_attribution,
    check_trace,
)
from api_shapes import CLAIM as FIELDS


def test_claims_are_listed_in_the_order_of_their_addresses(client: TestClient) -> None:
    page = client.get("/api/v1/claims?limit=5").json()
    assert set(page) == LIST | {"total"}
    assert all(set(item) == FIELDS for item in page["items"])
    found = [item["iri"] for item in everything(client, "/api/v1/claims")]
    assert found == sorted(found)


def test_the_first_page_says_how_many_there_are_on_all(client: TestClient) -> None:
    first = client.get("/api/v1/claims?limit=5").json()
    assert first["total"] == len(everything(client, "/api/v1/claims")) == 80
    assert client.get(f"/api/v1/claims?limit=5&cursor={first['next']}").json()["total"] is None
    assert client.get("/api/v1/claims?q=SARYBABA").json()["total"] == 2


def test_words_narrow_the_list_of_claims(client: TestClient) -> None:
    found = everything(client, "/api/v1/claims?q=SARYBABA")
    assert [item["id"] for item in found] == [CLAIM, "installing-equipment-near-sarybaba"]


def test_one_claim_has_its_topics_content_and_counts(client: TestClient) -> None:
    found = client.get(f"/api/v1/claims/{CLAIM}").json()
    assert set(found) == FIELDS | ANSWER
    assert found["label"] == "Azerbaijani forces came near Mount Sarybaba"
    assert {topic["kind"] for topic in found["about"]} == {"speaker", "place"}
    (content,) = found["content"]
    assert [content[part]["label"] for part in ("subject", "relation", "object")] == [
        "Azerbaijani armed forces", "came near", "Mount Sarybaba",
    ]  # fmt: skip
    assert set(found["counts"]) == COUNTS
    assert found["counts"] == {
        "attributions": 1, "claims": 1, "sources": 1, "speakers": 1, "invented": 0,
    }  # fmt: skip


def test_a_number_keeps_the_form_it_was_printed_in(client: TestClient) -> None:
    (content,) = client.get("/api/v1/claims/river-rose").json()["content"]
    assert content["object"] == "2,000 millimetres"


def test_the_attributions_of_a_claim_are_all_its_own(client: TestClient) -> None:
    found = everything(client, "/api/v1/claims/water-let-out/attributions")
    assert {item["claim"]["id"] for item in found} == {"water-let-out"}
    counted = client.get("/api/v1/claims/water-let-out").json()["counts"]
    assert len(found) == counted["attributions"]
    assert {item["polarity"] for item in found} == {"affirmed", "negated"}


def test_a_trace_leads_from_the_article_through_the_cited_work_to_the_ministry(
    client: TestClient,
) -> None:
    found = client.get(f"/api/v1/claims/{CLAIM}/trace").json()
    check_trace(found)
    assert set(found) >= ANSWER | REF
    (chain,) = found["chains"]
    assert [step["who"]["id"] for step in chain["steps"]] == ["sarybaba-report-retold", MINISTRY]
    assert chain["ends"] == "cited-work-not-seen"
    (origin,) = found["origins"]
    assert (origin["speaker"]["id"], origin["work"]["id"]) == (MINISTRY, "russian-mod-reports")
    assert {(edge["source"], edge["relation"], edge["target"]) for edge in found["edges"]} == {
        ("source/sarybaba-report-retold", "cites", "source/russian-mod-reports"),
        ("source/russian-mod-reports", "credits", f"speaker/{MINISTRY}"),
    }


def test_a_trace_counts_independent_origins_by_a_rule_that_it_prints(client: TestClient) -> None:
    found = client.get("/api/v1/claims/water-let-out/trace").json()
    counted = found["independent_origins"]
    assert (found["not_computed"], found["cut"]) == ([], [])
    assert (counted["count"], counted["at_least"], counted["denials"]["count"]) == (2, 2, 1)
    assert counted["rule"].startswith("Rule 1: ")
    assert [group["label"] for group in counted["groups"]] == [
        "L. Norvani (invented), Layla al-Norvani (invented)",
        "Ministry of Waters of Oskaria (invented)",
    ]


@pytest.mark.parametrize(
    ("suffix", "media_type", "beginning"),
    [
        ("graphml", "application/graphml+xml", "<?xml"),
        ("mmd", "text/vnd.mermaid", "flowchart LR\n"),
    ],
)
def test_a_trace_is_drawn_by_suffix_or_by_accept(
    client: TestClient, suffix: str, media_type: str, beginning: str
) -> None:
    address = f"/api/v1/claims/{CLAIM}/trace"
    by_suffix = client.get(f"{address}.{suffix}")
    by_accept = client.get(address, headers={"Accept": media_type})
    assert by_suffix.text == by_accept.text
    assert by_suffix.text.startswith(beginning)
    assert by_suffix.headers["content-type"].partition(";")[0] == media_type
    tag = by_accept.headers["etag"]
    known = client.get(address, headers={"Accept": media_type, "If-None-Match": tag})
    assert (known.status_code, tag != client.get(address).headers["etag"]) == (304, True)


def test_a_trace_is_in_no_other_format(client: TestClient) -> None:
    found = client.get(f"/api/v1/claims/{CLAIM}/trace", headers={"Accept": "text/csv"})
    assert found.status_code == 406
    assert "application/graphml+xml" in found.json()["hint"]


def test_contradictions_are_judgements_and_denials_of_others(client: TestClient) -> None:
    found = client.get("/api/v1/claims/gates-opened/contradictions").json()
    assert set(found) == {"items", "next", "revision", "sparql", "denials"}
    assert found["items"]
    for item in found["items"]:
        assert set(item) == JUDGEMENT | {"sides"}
        for side in item["sides"]:
            assert set(side) == SIDE
            assert set(side["counts"]) == COUNTS
            assert all(set(each) == SAYING for each in side["said"])
        assert item["relation"] == "contradicts"
        assert item["by"]["label"] == "The fixture team"
    denied = client.get("/api/v1/claims/water-let-out/contradictions").json()["denials"]
    assert denied
    for item in denied:
        check_attribution(item)
        assert (item["act"], item["polarity"]) == ("deny", "negated")


@pytest.mark.parametrize("rest", ["", "/attributions", "/trace", "/contradictions"])
@pytest.mark.parametrize("name", ["no-such-claim", "%E2%80%A6", "x%0A", "..%2F..", CLAIM.upper()])
def test_an_unknown_claim_is_404_with_advice(client: TestClient, name: str, rest: str) -> None:
    answer = client.get(f"/api/v1/claims/{name}{rest}")
    if "%2F" in name:
        assert answer.status_code == 404
        return
    found = problem(answer, 404, "unknown-id")
    assert found["hint"]
