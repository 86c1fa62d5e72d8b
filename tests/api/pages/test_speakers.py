from __future__ import annotations

from fastapi.testclient import TestClient


def test_every_name_and_every_printed_title_is_shown_in_its_language(client: TestClient) -> None:
    page = client.get("/speakers/jeyhun-bayramov").text
    assert '<bdi lang="az">Ceyhun Bayramov</bdi>' in page
    assert '<bdi lang="ru">Джейхун Байрамов</bdi>' in page


def test_somebody_unnamed_is_said_to_be_counted_with_nobody_else(client: TestClient) -> None:
    page = client.get("/speakers/velm-gazette-treaty.senior-official").text
    assert "is not counted as one speaker with anybody elsewhere" in " ".join(page.split())


def test_what_is_attributed_to_a_speaker_is_what_the_rest_interface_lists(
    client: TestClient,
) -> None:
    said = client.get("/api/v1/speakers/united-states/attributions", params={"limit": 50}).json()
    page = client.get("/speakers/united-states").text
    for view in said["items"]:
        assert f'href="/sources/{view["source"]["id"]}#a-{view["id"]}"' in page
