from __future__ import annotations

from fastapi.testclient import TestClient

from api_asking import MINISTRY, everything, problem
from api_shapes import ANSWER, LIST, SPEAKER


def test_speakers_are_listed_with_what_stands_behind_them(client: TestClient) -> None:
    page = client.get("/api/v1/speakers?limit=5").json()
    assert set(page) == LIST | {"total"}
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


def test_a_change_of_position_is_told_with_the_dates_that_prove_it(client: TestClient) -> None:
    found = client.get("/api/v1/speakers/ilka-marrow/positions?claim=bridge-safe").json()
    (safe,) = found["items"]
    acts = [(each["act"], each["said"]["edtf"]) for each in safe["positions"]["items"]]
    assert acts == [
        ("assert", "2023-03"), ("assert", "[2024-03-01,2024-03-15]"), ("deny", "2024-04-10"),
    ]  # fmt: skip
    (turn,) = safe["turns"]["items"]
    assert (turn["acts"], turn["order"]) == (["assert", "deny"], "proved")
    assert turn["first"] == safe["positions"]["items"][1]["attribution"]


def test_whoever_is_judged_to_be_the_same_is_listed_apart(client: TestClient) -> None:
    found = client.get("/api/v1/speakers/l-norvani/positions").json()
    assert [same["speaker"]["id"] for same in found["judged_same"]] == ["layla-al-norvani"]
    (water,) = [each for each in found["items"] if each["claim"]["id"] == "water-let-out"]
    assert [each["speaker"]["id"] for each in water["positions"]["items"]] == ["l-norvani"]
    (apart,) = water["judged_same"]
    assert [each["speaker"]["id"] for each in apart["positions"]["items"]] == ["layla-al-norvani"]
    assert water["turns"]["items"] == []


def test_claims_judged_to_contradict_are_named_and_not_merged(client: TestClient) -> None:
    found = client.get("/api/v1/speakers/ilka-marrow/positions").json()
    (july,) = [each for each in found["items"] if each["claim"]["id"] == "bridge-closed-in-july"]
    assert sorted((one["relation"], one["claim"]["id"]) for one in july["related"]) == [
        ("contradicts", "bridge-open-all-summer"),
        ("narrower", "bridge-closed"),
    ]
    rows = client.get(found["sparql"]).json()["items"]
    assert [row["claim"] for row in rows] == [each["claim"]["iri"] for each in found["items"]]


def test_positions_come_in_pages_of_claims(client: TestClient) -> None:
    found = everything(client, "/api/v1/speakers/ilka-marrow/positions?limit=1")
    assert [each["claim"]["id"] for each in found] == [
        "bridge-closed-in-august", "bridge-closed-in-july", "bridge-safe", "second-bridge-built",
    ]  # fmt: skip
    problem(client.get("/api/v1/speakers/nobody/positions"), 404, "unknown-id")
