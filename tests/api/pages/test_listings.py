from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_list_has_the_things_the_rest_interface_lists(client: TestClient) -> None:
    for noun in ("claims", "speakers", "sources"):
        listed = client.get(f"/api/v1/{noun}", params={"limit": 50}).json()
        page = client.get(f"/{noun}").text
        assert page.count(f'href="/{noun}/') == len(listed["items"])
        assert all(f'href="/{noun}/{item["id"]}"' in page for item in listed["items"])


def test_a_list_is_narrowed_by_words_and_says_so_where_nothing_has_them(
    client: TestClient,
) -> None:
    assert "Bayramov" in client.get("/speakers", params={"q": "Джейхун"}).text
    nothing = client.get("/claims", params={"q": "aardvark"}).text
    assert "Nothing here has that in its words" in nothing
    assert "never what was said" in nothing


def test_a_list_goes_on_where_it_was_cut(client: TestClient) -> None:
    first = client.get("/claims").text
    (following,) = [part.split('"')[0] for part in first.split('rel="next" href="')[1:]]
    second = client.get(following.replace("&amp;", "&")).text
    assert 'rel="next"' not in second
    assert first.count('href="/claims/') == 50
    # The fixtures make eighty claims.
    assert second.count('href="/claims/') == 30
