from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, pages, problem
from api_shapes import (
    ANSWER,
    COUNTS,
    COVERAGE,
    FIRST_KNOWN,
    HIGHLIGHT,
    HIT,
    LIST,
    NAMED,
    NEAR,
    NEAR_HIT,
    STEP,
    check_attribution,
    check_trace,
)

LOOKUP = "/api/v1/lookup"


def look(client: TestClient, **given: str) -> dict[str, Any]:
    answer = client.get(LOOKUP, params=given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def hit(found: dict[str, Any], claim: str) -> dict[str, Any]:
    (one,) = [item for item in found["items"] if item["claim"]["id"] == claim]
    return one


def test_a_look_up_answers_with_all_that_a_reader_needs_to_judge_it(client: TestClient) -> None:
    found = look(client, text="Sarybaba")
    assert set(found) == LIST | {"query", "coverage", "note", "near", "candidates"}
    assert found["query"] == {"kind": "text", "value": "Sarybaba"}
    for item in found["items"]:
        assert set(item) == HIT
        assert set(item["first_known"]) == FIRST_KNOWN
        assert set(item["counts"]) == COUNTS
        check_trace(item["trace"])
        for attribution in item["attributions"]:
            check_attribution(attribution)
        for hedged in item["hedges"]:
            assert set(hedged) == {"attribution", "layers"}
            assert all(set(step) == STEP for step in hedged["layers"])


def test_words_are_found_in_the_names_of_what_a_claim_is_about_in_any_script(
    client: TestClient,
) -> None:
    found = look(client, text="Сарыбаба")
    assert [item["claim"]["id"] for item in found["items"]] == [
        CLAIM,
        "installing-equipment-near-sarybaba",
    ]


def test_a_quotation_is_compared_with_the_passage_it_stands_in(client: TestClient) -> None:
    (match,) = hit(look(client, quote="HAD come near  Mount Sarybaba"), CLAIM)["matches"]
    assert match["passage"] == "had come near Mount Sarybaba"
    assert match["exact"] is False
    assert set(match["normalised"]) == {"case", "whitespace"}
    assert match["extent"] == "whole"
    (exact,) = hit(look(client, quote="come near Mount"), CLAIM)["matches"]
    assert (exact["exact"], exact["normalised"], exact["extent"]) == (True, [], "part")


def test_the_words_found_are_marked_in_every_passage_shown(client: TestClient) -> None:
    marked = hit(look(client, text="mount NEAR"), CLAIM)["highlights"]
    assert all(set(each) == HIGHLIGHT for each in marked)
    assert [(each["compared"], each["passage"], each["ranges"]) for each in marked] == [
        ("quotation", "had come near Mount Sarybaba", [[9, 13], [14, 19]]),
        ("claim", "Azerbaijani forces came near Mount Sarybaba", [[24, 28], [29, 34]]),
    ]
    (quoted,) = hit(look(client, quote="COME  near"), CLAIM)["highlights"]
    assert quoted["ranges"] == [[4, 13]]
    assert hit(look(client, speaker="russian-mod"), CLAIM)["highlights"] == []


def test_a_lookalike_name_is_near_with_its_difference_and_never_found(client: TestClient) -> None:
    found = look(client, quote="Armenian forces came near Mount Sarybaba")
    assert found["items"] == []
    assert set(found["near"]) == NEAR
    assert all(set(each) == NEAR_HIT for each in found["near"]["items"])
    nearest = found["near"]["items"][0]
    assert nearest["claim"]["id"] == CLAIM
    assert nearest["differs_in"] == ["name"]
    assert nearest["changes"] == [
        {"kind": "removed", "words": "Armenian"},
        {"kind": "added", "words": "Azerbaijani"},
        {"kind": "kept", "words": "forces came near Mount Sarybaba"},
    ]
    texts = client.get(found["near"]["sparql"]).json()["items"]
    assert nearest["passage"] in {row["claimLabel"] for row in texts}


def test_what_is_worded_most_like_a_sentence_is_told_in_full(client: TestClient) -> None:
    found = look(client, near="near Mount Sar\u0131baba forces came", limit="1")
    (item,) = found["items"]
    assert item["claim"]["id"] == CLAIM == found["near"]["items"][0]["claim"]["id"]
    assert set(item) == HIT
    assert found["near"]["items"][0]["found_by"] == "spelling"


@pytest.mark.parametrize(
    ("given", "how", "claim"),
    [
        ({"speaker": "Минобороны России"}, "name", CLAIM),
        ({"speaker": "Minoborony Rossii"}, "letters", CLAIM),
        ({"place": "Sar\u0131baba"}, "spelling", CLAIM),
        ({"place": "Sarybaba"}, "letters", CLAIM),
        ({"topic": "old-bridge"}, "id", "bridge-closed"),
    ],
)
def test_a_name_leads_to_the_claims_of_whom_it_means(
    client: TestClient, given: dict[str, str], how: str, claim: str
) -> None:
    found = look(client, **given)
    assert hit(found, claim)["matched"]
    taken = [each for each in found["candidates"]["items"] if each["taken"]]
    assert {each["how"] for each in taken} == {how}
    assert all(set(each) == NAMED for each in taken)


def test_a_page_is_found_by_its_address(client: TestClient) -> None:
    found = look(client, url="https://wire.ostrel.example/2024/dam")
    claims = {item["claim"]["id"] for item in found["items"]}
    assert {"water-let-out", "gates-opened", "river-rose"} <= claims


def test_who_is_first_known_is_only_said_where_dates_tell(client: TestClient) -> None:
    found = look(client, text="water let out Ostrel dam")
    for item in found["items"]:
        first = item["first_known"]
        if first and first["attribution"] is None:
            assert len(first["candidates"]) > 1
            assert first["speaker"] is None


def test_invented_examples_are_marked_as_such(client: TestClient) -> None:
    found = look(client, text="Ostrel dam")
    assert found["items"]
    assert all(item["invented"] for item in found["items"])
    assert found["coverage"]["invented_included"] is True


def test_no_hit_is_no_error_and_never_means_that_nobody_said_it(client: TestClient) -> None:
    found = look(client, text="flying teapots")
    assert found["items"] == []
    assert found["next"] is None
    assert "never means that nobody" in found["note"]
    assert set(found["coverage"]) == COVERAGE
    assert found["coverage"]["attributions"] > 0


def test_what_a_look_up_covers_is_what_the_lists_hold(client: TestClient) -> None:
    held = look(client, text="x")["coverage"]
    for noun in ("claims", "attributions", "speakers", "sources"):
        counted = sum(len(page["items"]) for page in pages(client, f"/api/v1/{noun}?limit=100"))
        assert held[noun] == counted
    assert held["newest_record"] == "2026-11-21T12:00:00Z"


def test_hits_come_a_page_at_a_time(client: TestClient) -> None:
    whole = [item["claim"]["id"] for item in look(client, text="Ostrel", limit="100")["items"]]
    found = [
        item["claim"]["id"]
        for page in pages(client, f"{LOOKUP}?text=Ostrel&limit=2")
        for item in page["items"]
    ]
    assert found == whole
    first = client.get(f"{LOOKUP}?text=Ostrel&limit=2")
    assert first.headers["link"].endswith('; rel="next"')


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ("", "text"),
        ("?text=", "text"),
        ("?text=%20%2C%20", "text"),
        ("?quote=", "quote"),
        ("?text=a&quote=b", "text, quote"),
        ("?text=" + "+".join(f"word{n}" for n in range(60)), "text"),
        ("?text=" + "a" * 5001, "text"),
        ("?quote=" + "a" * 5001, "quote"),
        ("?url=no%20address", "url"),
        ("?text=a%00b%00c&limit=x", "limit"),
        ("?txt=Sarybaba", "txt"),
        ("?text=Sarybaba&cursor=WyJ4Il0", "cursor"),
    ],
)
def test_a_look_up_of_nothing_or_of_two_things_names_the_parameter(
    client: TestClient, given: str, parameter: str
) -> None:
    found = problem(client.get(LOOKUP + given), 422, "bad-parameter")
    assert found["parameter"] == parameter


def test_many_questions_are_answered_in_their_order_and_fail_one_by_one(
    client: TestClient,
) -> None:
    items = [
        {"text": "Sarybaba"},
        {},
        {"quote": "had come near Mount Sarybaba"},
        {"text": "a", "url": "b"},
        {"txt": "a"},
        {"text": "a" * 5001},
        {"text": "flying teapots"},
        {"near": "had come near"},
        {"speaker": "russian-mod"},
        {"place": "mount-sarybaba", "topic": "dam"},
    ]
    answer = client.post(LOOKUP, json={"items": items})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    found = answer.json()
    assert set(found) == {"items"}
    assert all(set(entry) == {"answer", "problem"} for entry in found["items"])
    assert [entry["problem"] and entry["problem"]["parameter"] for entry in found["items"]] == [
        None, "text", None, "text, url", "txt", "text", None, None, None, "place, topic",
    ]  # fmt: skip
    assert found["items"][0]["answer"] == client.get(f"{LOOKUP}?text=Sarybaba").json()
    assert found["items"][1]["problem"]["type"] == "/problems/bad-parameter"
    assert found["items"][6]["answer"]["items"] == []


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        (b'{"items": []}', "items"),
        (b"{}", "items"),
        (b"[]", "body"),
        (b'{"items": [{"text": 5}]}', "items.0.text"),
        (b'{"items": [{"text": "a"}], "limit": 5}', "limit"),
        (b'{"items": [', "body"),
        (b"", "body"),
        (b"\xff\xfe", "body"),
    ],
)
def test_a_batch_that_is_not_one_names_the_place(
    client: TestClient, body: bytes, parameter: str
) -> None:
    answer = client.post(LOOKUP, content=body, headers={"content-type": "application/json"})
    assert problem(answer, 422, "bad-parameter")["parameter"] == parameter


def test_more_than_a_hundred_questions_are_refused(client: TestClient) -> None:
    items = [{"text": "a"}] * 101
    answer = client.post(LOOKUP, json={"items": items})
    assert problem(answer, 422, "bad-parameter")["parameter"] == "items"


def test_a_body_that_no_batch_could_need_is_not_read(client: TestClient) -> None:
    answer = client.post(LOOKUP, content=b'{"items": [' + b" " * (4 * 2**20) + b"]}")
    assert "4 MiB" in problem(answer, 413)["detail"]


def test_the_answer_to_a_batch_is_json_only(client: TestClient) -> None:
    answer = client.post(LOOKUP, json={"items": [{"text": "a"}]}, headers={"accept": "text/turtle"})
    assert "application/json" in problem(answer, 406, "not-acceptable")["hint"]


def test_every_answer_names_its_revision_and_the_query_that_gives_the_same(
    client: TestClient,
) -> None:
    for given in ({"text": "Sarybaba"}, {"quote": "come near"}, {"url": "https://x.example/"}):
        assert set(look(client, **given)) >= ANSWER


def test_half_a_character_in_a_batch_is_refused(client: TestClient) -> None:
    for body in (
        rb'{"items":[{"text":"\ud800"}]}',
        rb'{"items":[{"\udfff":"x"}]}',
        rb'{"items":[{"url":"http://e/\ud800"}]}',
    ):
        sent = {"Content-Type": "application/json"}
        answer = client.post(LOOKUP, content=body, headers=sent)
        assert answer.status_code == 422, answer.text
        assert "half of a surrogate pair" in answer.json()["detail"]
