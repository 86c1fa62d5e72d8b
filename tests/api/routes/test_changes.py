"""What changed, as pages and as a feed."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from api_asking import everything, pages, problem
from handing_in import JSON, Writable, body, saying

ATOM = "{http://www.w3.org/2005/Atom}"
FIELDS = {
    "id", "iri", "revision", "at", "kind", "record", "version", "actor", "reason", "supersedes",
    "source", "attributions",
}  # fmt: skip
REASON = "it was <forged> & \x01 worse"


def history(writable: Writable, record: str) -> None:
    """Accept a record, change it and take it back; all by joe."""
    keys, client = writable.keys["joe"], writable.client
    for words in ("was here", "was there"):
        sent = body(record, saying(f"{record} {words}"))
        client.post("/api/v1/records", content=sent, headers=keys | JSON).raise_for_status()
    client.post(
        f"/api/v1/records/{record}/retract", json={"reason": REASON}, headers=keys
    ).raise_for_status()


def read(answer: Any) -> ET.Element:
    """Return a feed of ours as a tree."""
    return ET.fromstring(answer.content)  # noqa: S314  (we wrote it)


def told(client: TestClient, query: str) -> list[tuple[Any, ...]]:
    return [
        (item["kind"], item["version"], item["supersedes"], item["reason"], item["actor"])
        for item in everything(client, f"/api/v1/changes?{query}")
    ]


@pytest.mark.slow
def test_what_happened_to_a_record_is_told_when_the_record_is_gone(writable: Writable) -> None:
    history(writable, "change-one")
    assert told(writable.client, "record=change-one") == [
        ("retracted", 2, None, REASON, "joe"),
        ("changed", 2, 1, None, "joe"),
        ("accepted", 1, None, None, "joe"),
    ]
    newest = writable.client.get("/api/v1/changes?record=change-one&limit=1").json()["items"][0]
    assert set(newest) == FIELDS
    assert (newest["source"], newest["attributions"]) == (None, 0)


def test_a_draft_is_no_change_until_it_is_accepted(writable: Writable) -> None:
    sent = body("change-draft", saying("a draft was here"), status="draft")
    writable.client.post(
        "/api/v1/records", content=sent, headers=writable.keys["jane"] | JSON
    ).raise_for_status()
    assert told(writable.client, "record=change-draft") == []


def test_since_a_revision_there_is_only_what_came_after_it(writable: Writable) -> None:
    history(writable, "change-two")
    newest = writable.client.get("/api/v1/changes?limit=1").json()["items"][0]
    assert told(writable.client, f"since={newest['revision']}") == []
    kinds = [kind for kind, *_ in told(writable.client, f"since={newest['revision'] - 2}")]
    assert kinds == ["retracted", "changed"]
    from_then_on = everything(writable.client, f"/api/v1/changes?since={newest['at']}")
    assert newest in from_then_on
    assert all(item["at"] >= newest["at"] for item in from_then_on)


def test_all_pages_together_are_every_event_once_the_newest_first(client: TestClient) -> None:
    found = [page["items"] for page in pages(client, "/api/v1/changes?limit=4")]
    assert [len(items) for items in found] == [4, 4, 4, 2]
    assert [item["revision"] for items in found for item in items] == list(range(14, 0, -1))


@pytest.mark.parametrize(
    "given", ["limit=5", "record=osce-statement", "kind=retracted", "since=12", "since=2026-11-01"]
)
def test_each_page_is_what_its_query_gives(client: TestClient, given: str) -> None:
    for page in pages(client, f"/api/v1/changes?{given}"):
        rows = client.get(page["sparql"]).json()["items"]
        assert [row["change"] for row in rows] == [item["iri"] for item in page["items"]]
        assert [row["record"] for row in rows] == [item["record"] for item in page["items"]]


def test_a_record_that_stands_tells_its_source_and_how_much_it_holds(client: TestClient) -> None:
    (change,) = client.get("/api/v1/changes?record=osce-statement").json()["items"]
    assert change["source"]["id"] == "osce-statement-retold"
    assert change["attributions"] == 28
    listed = everything(client, "/api/v1/sources/osce-statement-retold/attributions?limit=100")
    assert len(listed) == 28


@pytest.mark.parametrize(
    ("given", "where"),
    [("kind=drafted", "kind"), ("since=yesterday", "since"), ("since=2026-11-21T12:00:00", "since"),
     ("since=" + "9" * 30, "since"), ("cursor=x", "cursor")],
)  # fmt: skip
def test_a_filter_that_is_wrong_is_named(client: TestClient, given: str, where: str) -> None:
    found = problem(client.get(f"/api/v1/changes?{given}"), 422, "bad-parameter")
    assert found["parameter"] == where


def test_the_feed_tells_the_same_and_leads_to_the_attributions(client: TestClient) -> None:
    answer = client.get("/api/v1/changes.atom?limit=2")
    assert answer.headers["content-type"].split(";")[0] == "application/atom+xml"
    feed = read(answer)
    listed = client.get("/api/v1/changes?limit=2").json()["items"]
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [item["iri"] for item in listed]
    assert feed.findtext(f"{ATOM}updated") == listed[0]["at"]
    for link in feed.iter(f"{ATOM}link"):
        assert link.get("href", "").startswith("/")
        assert client.get(link.get("href", "")).status_code == 200
    alternates = [link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert alternates[0] == "/api/v1/sources/works-briefing/attributions"
    assert client.get("/api/v1/changes", headers={"accept": "application/atom+xml"}).content


def test_words_of_others_cannot_break_the_feed(writable: Writable) -> None:
    history(writable, "change-three")
    answer = writable.client.get("/api/v1/changes.atom?record=change-three&limit=1")
    (entry,) = read(answer).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "change-three: retracted, version 2"
    assert entry.findtext(f"{ATOM}summary") == "Reason: it was <forged> & \ufffd worse"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "joe"


def test_a_collection_in_which_nothing_happened_has_an_empty_feed(writable: Writable) -> None:
    answer = writable.client.get("/api/v1/changes.atom?record=never-there")
    assert read(answer).findall(f"{ATOM}entry") == []


def test_as_of_a_past_revision_there_is_what_had_happened_by_then(client: TestClient) -> None:
    found = client.get("/api/v1/changes?asOf=3").json()
    assert [item["revision"] for item in found["items"]] == [3, 2, 1]
