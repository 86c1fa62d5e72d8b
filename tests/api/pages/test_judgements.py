from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from handing_in import Writable, body, saying
from judging import fields


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    inside = page[page.index("<main") : page.index("</main")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def test_every_judgement_is_listed_and_each_has_a_page(client: TestClient) -> None:
    items = client.get("/api/v1/judgements", params={"limit": 50}).json()["items"]
    listed = client.get("/judgements").text
    for item in items:
        assert f'href="/judgements/{item["id"]}"' in listed
        told = words(client.get(f"/judgements/{item['id']}").text)
        assert item["reason"] in told
        assert f"So {item['by']['label']} judges, a person or several, since 2026-11-21" in told


def test_a_judgement_says_what_of_what_and_that_it_is_an_opinion(client: TestClient) -> None:
    told = words(client.get("/judgements/july-narrower").text)
    assert (
        "“ The Old Bridge of Velm is closed in July 2024 ” says more precisely the same as "
        "“ The Old Bridge of Velm is closed ”" in told
    )
    assert "It is an opinion, no verdict" in told
    assert "Withdrawn no" in told


def test_a_judgement_of_two_passages_shows_both_and_leads_to_both(client: TestClient) -> None:
    page = client.get("/judgements/claimed-by-ministry-sarybaba").text
    assert "had come near Mount Sarybaba" in page
    assert "/sources/sarybaba-report-retold#a-c002bde109e180ae-1613-1641-1" in page
    pair = "/compare?a=c002bde109e180ae-1613-1641-1&amp;b=c002bde109e180ae-1398-1525-1"
    assert pair in page


def test_the_form_narrows_and_an_empty_field_does_not(client: TestClient) -> None:
    asked = {"relation": "copyOf", "about": "", "by_program": ""}
    page = client.get("/judgements", params=asked).text
    assert "courier-copies-wire" in page
    assert "july-narrower" not in page
    assert "/api/v1/judgements.csv?relation=copyOf" in page
    nothing = client.get("/judgements", params={"by_program": "true"}).text
    assert "Nobody here has judged that" in nothing


@pytest.mark.slow
def test_what_was_taken_back_is_gone_and_when_and_why_is_told(writable: Writable) -> None:
    for record in ("page-judged-a", "page-judged-b"):
        writable.hand_in("joe", body(record, saying(f"{record} was here"))).raise_for_status()
    sides = {"judges": "source/paper-page-judged-a", "against": "source/paper-page-judged-b"}
    sent = fields(relation="copyOf", reason="The same words", **sides)
    given = writable.post("jude", "judgements", **sent)
    given.raise_for_status()
    name = given.json()["judgement"]
    assert "The same words" in writable.client.get(f"/judgements/{name}").text
    writable.post("jude", f"judgements/{name}/withdraw", reason="It was a draft").raise_for_status()
    gone = writable.client.get(f"/judgements/{name}", headers={"Accept": "text/html"})
    assert gone.status_code == 410
    assert "It was a draft" in gone.text
    assert "The same words" not in gone.text


def test_a_judgement_nobody_gave_is_not_found(client: TestClient) -> None:
    answer = client.get("/judgements/no-such", headers={"Accept": "text/html"})
    assert answer.status_code == 404
