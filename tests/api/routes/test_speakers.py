from __future__ import annotations

from fastapi.testclient import TestClient

from api_asking import MINISTRY, everything, problem
from api_shapes import ANSWER, LIST, SPEAKER


def test_speakers_are_listed_with_what_stands_behind_them(client: TestClient) -> None:
    page = client.get("/api/v1/speakers?limit=5").json()
    assert set(page) == LIST
    assert all(set(item) == SPEAKER for item in page["items"])


def test_one_speaker_has_every_name_in_every_script(client: TestClient) -> None:
    found = client.get(f"/api/v1/speakers/{MINISTRY}").json()
    assert set(found) == SPEAKER | ANSWER | {"mentions"}
    assert {(name["text"], name["language"]) for name in found["names"]} == {
        ("Russian Ministry of Defense", "en"),
        ("Минобороны России", "ru"),
    }
    assert found["mentions"] == ["the Russian Defense Ministry"]
    assert found["local_to"] is None


def test_a_speaker_is_found_by_a_name_in_another_script(client: TestClient) -> None:
    found = everything(client, "/api/v1/speakers?q=минобороны")
    assert [item["id"] for item in found] == [MINISTRY]


def test_an_undisclosed_speaker_means_something_in_its_source_only(client: TestClient) -> None:
    found = client.get("/api/v1/speakers/sarybaba-report-retold.reporters").json()
    assert (found["kind"], found["local_to"]["id"]) == ("group", "sarybaba-report-retold")


def test_a_title_stays_as_it_was_printed(client: TestClient) -> None:
    (role,) = client.get("/api/v1/speakers/jeyhun-bayramov").json()["roles"]
    assert (role["organization"]["id"], role["title"]) == ("azerbaijani-mfa", "MFA")


def test_what_is_attributed_to_a_speaker_is_listed(client: TestClient) -> None:
    found = everything(client, f"/api/v1/speakers/{MINISTRY}/attributions")
    assert len(found) == 3
    assert {item["speaker"]["id"] for item in found} == {MINISTRY}


def test_an_unknown_speaker_is_404_with_advice(client: TestClient) -> None:
    for rest in ("", "/attributions"):
        assert problem(client.get(f"/api/v1/speakers/nobody{rest}"), 404, "unknown-id")["hint"]
