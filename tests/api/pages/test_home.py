from __future__ import annotations

from fastapi.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_people_get_a_page_and_programs_what_they_always_got(client: TestClient) -> None:
    page = client.get("/", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Who said it first, and who only repeats it?" in page.text
    for accept in ("*/*", "application/json"):
        assert client.get("/", headers={"Accept": accept}).json()["name"] == "claim-provenance"


def test_a_page_is_not_sent_again_while_nothing_changed(client: TestClient) -> None:
    first = client.get("/about", headers=BROWSER)
    again = client.get("/about", headers={**BROWSER, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_may_load_only_what_lies_beside_them(client: TestClient) -> None:
    policy = client.get("/", headers=BROWSER).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_style_and_scripts_may_be_kept_for_good_under_their_names(client: TestClient) -> None:
    page = client.get("/", headers=BROWSER).text
    addresses = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert len(addresses) == 4
    for address in addresses:
        file = client.get(f"/static/{address}")
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/000000000000/app.css").status_code == 404


def test_what_is_wrong_is_a_page_for_people_and_a_document_for_programs(
    client: TestClient,
) -> None:
    page = client.get("/speakers/nobody-at-all", headers=BROWSER)
    assert (page.status_code, page.headers["cache-control"]) == (404, "no-store")
    assert "Nothing here has that id" in page.text
    document = client.get("/speakers/nobody-at-all", headers={"Accept": "application/json"})
    assert document.json()["type"] == "/problems/unknown-id"
    meaning = client.get("/problems/unknown-id", headers=BROWSER).text
    assert "Nothing here has that id" in meaning
    # Where programs ask, a browser is told in their way, too.
    assert client.get("/api/v1/claims/nothing", headers=BROWSER).json()["status"] == 404
