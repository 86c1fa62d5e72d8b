from __future__ import annotations

from html import unescape

from fastapi.testclient import TestClient


def test_every_documented_question_has_a_page(client: TestClient) -> None:
    listed = client.get("/api/v1/queries").json()["items"]
    page = client.get("/queries").text
    for item in listed:
        assert page.count(f'href="/queries/{item["id"]}"') == 1
        assert client.get(f"/queries/{item['id']}").status_code == 200


def test_a_question_asked_by_its_form_has_the_rows_of_its_route(client: TestClient) -> None:
    values = {"speaker": "russian-mod"}
    rows = client.get("/api/v1/queries/attributions/by-speaker/run", params=values).json()["items"]
    page = client.get("/queries/attributions/by-speaker", params=values | {"act": "", "ask": "1"})
    body = page.text.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == len(rows) == 3
    assert all(row["exact"] in unescape(body) for row in rows)
    assert "kg ask attributions/by-speaker speaker=russian-mod" in page.text


def test_a_value_that_is_missing_is_asked_for_and_what_was_given_is_kept(
    client: TestClient,
) -> None:
    page = client.get("/queries/attributions/by-speaker", params={"act": "deny", "ask": "1"})
    assert page.status_code == 422
    assert "<b>speaker</b>" in page.text
    assert "<option selected>deny</option>" in page.text


def test_an_unknown_question_is_a_page_that_says_so(client: TestClient) -> None:
    answer = client.get("/queries/claims/no-such", headers={"Accept": "text/html"})
    assert (answer.status_code, "text/html" in answer.headers["content-type"]) == (404, True)
