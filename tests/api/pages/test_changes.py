from __future__ import annotations

from html import unescape

from fastapi.testclient import TestClient

from handing_in import JSON, Writable, body, saying

REASON = "it was <b>forged</b>"


def page(client: TestClient, query: str = "") -> str:
    answer = client.get(f"/changes{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


def test_a_record_that_was_changed_and_taken_back_is_told_with_the_reason(
    writable: Writable,
) -> None:
    keys, client = writable.keys["joe"], writable.client
    for words in ("was here", "was there"):
        sent = body("page-change", saying(f"page-change {words}"))
        client.post("/api/v1/records", content=sent, headers=keys | JSON).raise_for_status()
    sent = {"reason": REASON}
    client.post("/api/v1/records/page-change/retract", json=sent, headers=keys).raise_for_status()
    told = page(client, "?record=page-change")
    chips = [part.split("<")[0] for part in told.split('<span class="chip')[1:]]
    assert [chip.rpartition(">")[2] for chip in chips] == [
        "Retracted", "New version", "New record",
    ]  # fmt: skip
    assert "2, in place of 1" in told
    assert REASON in unescape(told)
    assert "<b>forged" not in told
    assert told.count("nothing of it stands now") == 3


def test_a_draft_is_not_among_the_changes(writable: Writable) -> None:
    sent = body("page-draft", saying("page-draft was here"), status="draft")
    writable.hand_in("jane", sent).raise_for_status()
    assert "page-draft" not in page(writable.client)


def test_all_changes_are_listed_the_newest_first_with_a_feed(client: TestClient) -> None:
    told = page(client)
    numbers = [int(part.split("<")[0]) for part in told.split('<td class="n">')[1:]]
    # The demonstration is fourteen records.
    assert numbers == list(range(14, 0, -1))
    assert 'type="application/atom+xml" href="/api/v1/changes.atom"' in told
    assert client.get("/api/v1/changes.atom").status_code == 200


def test_filters_of_the_form_stay_in_the_links_and_say_where_nothing_passes(
    client: TestClient,
) -> None:
    told = page(client, "?kind=erased&record=&since=")
    assert "No change passes these filters" in told
    assert "/api/v1/changes.csv?kind=erased" in told
    wrong = client.get("/changes?since=yesterday", headers={"Accept": "text/html"})
    assert wrong.status_code == 422
