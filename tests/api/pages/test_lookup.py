from __future__ import annotations

from fastapi.testclient import TestClient
from httpx2 import Response


def look_up(client: TestClient, q: str) -> Response:
    return client.get("/lookup", params={"q": q}, follow_redirects=False)


def test_the_one_claim_that_has_it_word_for_word_is_shown_at_once(client: TestClient) -> None:
    found = look_up(client, "had come near Mount Sarybaba")
    assert found.status_code == 303
    assert found.headers["location"].startswith("/claims/forces-near-mount-sarybaba?q=")
    page = client.get(found.headers["location"]).text
    assert 'value="had come near Mount Sarybaba"' in page


def test_another_name_is_shown_as_a_difference_and_never_as_a_match(client: TestClient) -> None:
    page = look_up(client, "Armenian forces came near Mount Sarybaba").text
    assert "Nobody in this collection says that" in page
    assert "Word for word" not in page
    assert "<del>Armenian</del> <ins>Azerbaijani</ins> forces came near Mount Sarybaba" in page
    assert "another name" in page


def test_a_name_in_any_script_leads_to_its_speaker(client: TestClient) -> None:
    for name in ("Ceyhun Bayramov", "Джейхун Байрамов", "Jeyhun Bayramov"):
        assert 'href="/speakers/jeyhun-bayramov"' in look_up(client, name).text


def test_a_known_page_is_shown_and_an_unknown_one_is_not_fetched(client: TestClient) -> None:
    known = look_up(client, "http://www.wire.ostrel.example/2024/dam/?utm_source=x")
    assert known.headers["location"] == "/sources/ostrel-wire-dam"
    unknown = look_up(client, "https://elsewhere.example/news").text
    assert "That page is not in this collection" in unknown
    assert "never means that nobody said it" in unknown


def test_nothing_found_says_what_was_searched_and_what_that_does_not_mean(
    client: TestClient,
) -> None:
    page = look_up(client, "tanks crossed the glacier").text
    assert "107 attributions of 80 claims in 17 sources" in page
    assert "never means that nobody said it" in page


def test_too_much_text_is_kept_and_a_shorter_part_is_asked_for(client: TestClient) -> None:
    page = look_up(client, "long " * 500)
    assert page.status_code == 422
    assert "long long long" in page.text
    assert "give a shorter part of it" in page.text


def test_nothing_to_look_up_leads_back_to_the_beginning(client: TestClient) -> None:
    assert look_up(client, "  ").headers["location"] == "/"
    assert look_up(client, "“ … ”").status_code == 422


def test_hostile_words_are_shown_as_words(client: TestClient) -> None:
    page = look_up(client, '"><script>alert(1)</script> Sarybaba').text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_whoever_denies_a_claim_is_counted_beside_those_who_say_it(client: TestClient) -> None:
    page = look_up(client, "water let out Ostrel").text
    assert "1 independent denial" in " ".join(page.split())


def test_what_is_only_denied_has_no_independent_origin(client: TestClient) -> None:
    page = " ".join(look_up(client, "river treaty Oskaria renewed").text.split())
    assert "with 2 independent denials and no independent origin." in page


def test_of_what_is_only_urged_no_origin_is_spoken(client: TestClient) -> None:
    page = " ".join(look_up(client, "fuelling hatred by escalatory").text.split())
    assert "1 document carries it." in page
