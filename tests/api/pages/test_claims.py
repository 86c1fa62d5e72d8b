from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient

VERDICTS = re.compile(r"\b(true|false|fake|verified|debunked|misleading)\b", re.IGNORECASE)


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    inside = page[page.index("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def test_the_answer_stands_in_one_sentence_with_the_date_as_the_source_has_it(
    client: TestClient,
) -> None:
    said = words(client.get("/claims/forces-near-mount-sarybaba").text)
    assert (
        "First said, as far as this collection knows, by Ministry of Defence of the Russian "
        "Federation , “on March 25”, year not stated ." in said
    )
    assert not re.search(r"\b(19|20)\d\d-03-25", said)


def test_the_numbers_are_those_of_the_rest_interface(client: TestClient) -> None:
    for claim in ("water-let-out", "bridge-sinking", "forces-near-mount-sarybaba"):
        counts = client.get(f"/api/v1/claims/{claim}").json()["counts"]
        origins = client.get(f"/api/v1/claims/{claim}/trace").json()["independent_origins"]
        page = client.get(f"/claims/{claim}").text
        shown = re.findall(r"<dd>(\S+(?: of \S+)?) <small>", page)
        assert shown[:2] == [str(origins["count"]), str(counts["sources"])]


def test_who_cannot_be_put_in_order_is_not_said_to_be_first(client: TestClient) -> None:
    said = words(client.get("/claims/water-let-out").text)
    assert "Who said it first cannot be told from the dates" in said


def test_what_is_urged_promised_or_denied_is_never_told_as_said(client: TestClient) -> None:
    for claim, answer in {
        "return-to-talks": "It is urged, not asserted",
        "ferry-paid": "It is promised, not asserted",
        "dates-given-in-writing": "It is asked, not asserted",
        "treaty-renewed": "It is only denied : nobody in this collection says it",
    }.items():
        lede = words(client.get(f"/claims/{claim}").text).split("Cite this")[0]
        assert answer in lede
        assert "First said" not in lede
        assert "independent origin" not in lede.split("document")[-1]


def test_a_single_speaker_is_named_though_the_dates_tell_no_order(client: TestClient) -> None:
    lede = words(client.get("/claims/parties-exercise-restraint").text)
    assert "First urged, as far as this collection knows, by United States ; in which" in lede


def test_the_rule_of_the_count_is_printed_with_it(client: TestClient) -> None:
    rule = client.get("/api/v1/claims/water-let-out/trace").json()["independent_origins"]["rule"]
    page = words(client.get("/claims/water-let-out").text)
    assert (
        rule.replace("`", "").split() == page[page.index("Rule 1:") :].split()[: len(rule.split())]
    )


def test_a_circle_a_denial_and_a_lost_hedge_are_told(client: TestClient) -> None:
    assert "Circular" in words(client.get("/claims/bridge-sinking").text)
    assert "denies it, in" in words(client.get("/claims/water-let-out").text)
    assert "A hedge got lost “ allegedly ”" in words(client.get("/claims/gates-opened").text)


def test_no_page_of_a_claim_has_a_verdict_of_ours(client: TestClient) -> None:
    for item in client.get("/api/v1/claims", params={"limit": 100}).json()["items"]:
        page = client.get(f"/claims/{item['id']}")
        assert page.status_code == 200
        ours = re.sub(r"<bdi.*?</bdi>|<footer.*", "", page.text, flags=re.DOTALL)
        assert not VERDICTS.search(words(ours)), item["id"]
