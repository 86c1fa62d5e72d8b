from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, MINISTRY, SOURCE, everything, problem
from api_shapes import ANSWER, FACETS, LIST, check_attribution


def test_a_list_has_items_facets_and_a_link_to_the_same_by_sparql(client: TestClient) -> None:
    page = client.get("/api/v1/attributions?limit=3").json()
    assert set(page) == LIST | {"facets"}
    assert len(page["items"]) == 3
    for item in page["items"]:
        check_attribution(item)
    assert set(page["facets"]) == FACETS
    for facet in page["facets"].values():
        assert set(facet) == {"values", "others"}
        assert all(set(value) == {"value", "label", "count"} for value in facet["values"])


def test_the_second_page_repeats_no_facets(client: TestClient) -> None:
    first = client.get("/api/v1/attributions?limit=3").json()
    assert (
        client.get(f"/api/v1/attributions?limit=3&cursor={first['next']}").json()["facets"] is None
    )


def test_one_attribution_says_who_in_which_words_with_which_distance(client: TestClient) -> None:
    (item,) = everything(client, f"/api/v1/attributions?speaker={MINISTRY}&q=come near")
    found = client.get(f"/api/v1/attributions/{item['id']}").json()
    check_attribution(found, ANSWER)
    assert {name: found[name] for name in item} == item
    assert found["claim"]["id"] == CLAIM
    assert found["speaker"]["label"] == "Ministry of Defence of the Russian Federation"
    assert (found["act"], found["polarity"], found["stance"]) == (
        "assert",
        "affirmed",
        "distancing",
    )
    assert (found["basis"], found["mention"]) == ("context", None)
    assert (found["hedges"], found["hedged"]) == (["It was claimed"], True)
    said = found["said"]
    assert (said["verbatim"], said["edtf"]) == ("on March 25", "XXXX-03-25")
    assert (said["earliest"], said["latest"]) == (None, None)
    assert len(said["assumed"]) == 1
    assert found["via"]["id"] == "russian-mod-reports"
    assert found["via"]["held"] is False
    assert found["source"]["id"] == SOURCE
    assert found["recorded_at"] == "2026-11-21T12:00:00Z"


def test_an_anchor_is_the_slice_of_the_text_with_its_surroundings(client: TestClient) -> None:
    text = client.get(f"/api/v1/sources/{SOURCE}/text").json()
    for item in everything(client, f"/api/v1/attributions?source={SOURCE}"):
        anchor = item["anchor"]
        start, end = anchor["start"], anchor["end"]
        assert text["text"][start:end] == anchor["exact"]
        assert text["text"][max(0, start - 32) : start] == anchor["prefix"]
        assert text["text"][end : end + 32] == anchor["suffix"]
        assert anchor["snapshot"] == text["snapshot"]["id"]
        assert anchor["state"] == "exact"


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (f"speaker={MINISTRY}", "speaker", MINISTRY),
        (f"source={SOURCE}", "source", SOURCE),
        ("act=urge", "act", "urge"),
        ("basis=open", "basis", "open"),
        ("hedged=true", "hedged", True),
        ("hedged=false", "hedged", False),
    ],
)
def test_a_filter_keeps_exactly_what_has_the_value(
    client: TestClient, given: str, field: str, value: object
) -> None:
    def of(item: dict[str, object]) -> object:
        found = item[field]
        return found["id"] if isinstance(found, dict) else found

    whole = everything(client, "/api/v1/attributions")
    kept = everything(client, f"/api/v1/attributions?{given}")
    assert kept == [item for item in whole if of(item) == value]
    assert 0 < len(kept) < len(whole)


def test_filters_are_all_applied_at_once(client: TestClient) -> None:
    both = everything(client, f"/api/v1/attributions?speaker={MINISTRY}&hedged=true&act=assert")
    assert {item["claim"]["id"] for item in both} == {
        "line-of-contact-violated-shusha", "forces-occupied-heights", CLAIM,
    }  # fmt: skip
    assert everything(client, f"/api/v1/attributions?speaker={MINISTRY}&act=deny") == []


def test_a_topic_is_found_whether_it_is_a_speaker_a_place_or_a_thing(client: TestClient) -> None:
    for about in ("mount-sarybaba", "place/mount-sarybaba"):
        found = everything(client, f"/api/v1/attributions?about={about}")
        assert {item["claim"]["id"] for item in found} == {
            CLAIM, "installing-equipment-near-sarybaba",
        }  # fmt: skip
    assert everything(client, "/api/v1/attributions?about=line-of-contact")


def test_a_year_that_is_not_known_is_possible_in_every_period_and_certain_in_none(
    client: TestClient,
) -> None:
    period = f"speaker={MINISTRY}&said_from=1999-01-01&said_to=1999-12-31"
    assert len(everything(client, f"/api/v1/attributions?{period}")) == 3
    assert everything(client, f"/api/v1/attributions?{period}&date_mode=certain") == []


def test_a_dated_attribution_is_outside_a_period_it_does_not_touch(client: TestClient) -> None:
    speaker = "speaker=oskaria-water-ministry"
    day = "said_from=2024-05-03&said_to=2024-05-03"
    certain = everything(client, f"/api/v1/attributions?{speaker}&{day}&date_mode=certain")
    assert {item["said"]["edtf"] for item in certain} == {"2024-05-03"}
    assert certain
    later = everything(client, f"/api/v1/attributions?{speaker}&said_from=2024-05-05")
    assert not {item["id"] for item in certain} & {item["id"] for item in later}


def test_a_directive_is_never_counted_as_a_claim_of_fact(client: TestClient) -> None:
    acts = client.get("/api/v1/attributions?limit=1").json()["facets"]["act"]["values"]
    counted = {value["value"]: value["count"] for value in acts}
    assert counted["urge"] == len(everything(client, "/api/v1/attributions?act=urge"))
    assert counted["assert"] == len(everything(client, "/api/v1/attributions?act=assert"))


@pytest.mark.parametrize("name", ["speaker", "source"])
def test_a_mistyped_id_is_refused_as_nothing_found_would_look_like_nothing_said(
    client: TestClient, name: str
) -> None:
    found = problem(client.get(f"/api/v1/attributions?{name}=russian-mdo"), 422, "bad-parameter")
    assert found["parameter"] == name
    assert found["hint"]


def test_an_unknown_attribution_is_404_with_advice(client: TestClient) -> None:
    for name in ("0000000000000000-0-1-1", "nothing", "%FF", "a%00b"):
        found = problem(client.get(f"/api/v1/attributions/{name}"), 404, "unknown-id")
        assert found["hint"]
