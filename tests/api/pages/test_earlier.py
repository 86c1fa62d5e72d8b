"""A page can be kept as it was: it says so, leads to the newest, and its links stay with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

import recaptured
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from kg_api.app import create_app
from quick_folders import quick_folder
from small_records import small

BROWSER = {"Accept": "text/html, */*;q=0.1"}
UNDATED = re.compile(r"/(queries|ns|version|api|sparql\?.*)")
"""What is of the program and not of the collection, or is asked by whoever follows it."""
PAGES = (
    "/claims/claim-hill", "/claims/claim-hill/card", "/claims", "/claims?q=hill", "/sources/paper",
    "/sources", "/speakers/mod", "/speakers", "/timeline", "/timeline?act=assert", "/reports",
    "/lookup?q=ministry+said", "/about", "/queries/attributions/by-speaker?speaker=mod&ask=1",
)  # fmt: skip


@pytest.fixture(scope="module")
def lived() -> Iterator[TestClient]:
    """Yield a client of a collection at revision 4: two readings, and one record taken back."""
    with quick_folder() as folder:
        recaptured.fill(folder / "data")
        with Writer.open(folder / "data", base=DEFAULT_BASE, actor="t") as writer:
            writer.load(small("gone", "The ministry said nobody was there.", writer.known))
            writer.retract("gone", reason="it was a draft")
            writer.publish()
        settings = Settings(store=str(folder / "data"), workers=2, client_cpu=0)
        with TestClient(create_app(settings)) as asking:
            yield asking


def links(page: str) -> list[str]:
    inside = page[page.index("<main") : page.index("</main>")]
    return [unescape(found) for found in re.findall(r' href="(/[^"#]+)', inside)]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_an_earlier_revision_and_says_so(lived: TestClient, address: str) -> None:
    then = f"{address}{'&' if '?' in address else '?'}asOf=1"
    answer = lived.get(then, headers=BROWSER)
    assert answer.status_code == 200
    assert "<b>This is an earlier state</b>, as of revision 1 of 2026-11-20" in answer.text
    assert "the newest is 4" in answer.text
    assert answer.headers["X-KG-As-Of"].startswith("revision=1,")
    assert f'<a data-newest href="{address.replace("&", "&amp;")}">Show the newest' in answer.text
    assert "an earlier state" not in lived.get(address, headers=BROWSER).text


@pytest.mark.parametrize("address", PAGES)
def test_what_an_earlier_page_leads_to_is_of_that_revision_too(
    lived: TestClient, address: str
) -> None:
    page = lived.get(f"{address}{'&' if '?' in address else '?'}asOf=1", headers=BROWSER).text
    newest, *others = links(page)
    assert newest == address
    for link in others:
        answer = lived.get(link, headers=BROWSER)
        assert answer.status_code == 200, link
        dated = "X-KG-As-Of" in answer.headers
        assert dated or UNDATED.fullmatch(link), link


def test_what_was_not_there_yet_is_not_shown(lived: TestClient) -> None:
    assert "<b>Moved</b>" in lived.get("/claims/claim-hill").text
    then = lived.get("/claims/claim-hill?asOf=1").text
    assert "<b>Exact match</b>" in then
    assert "claim-lined" not in lived.get("/claims?asOf=1").text
    missing = lived.get("/claims/claim-lined?asOf=1", headers=BROWSER)
    assert missing.status_code == 404
    assert "as of revision 1" in missing.text


def test_what_was_taken_back_since_is_counted_and_not_shown(lived: TestClient) -> None:
    page = lived.get("/claims?asOf=3", headers=BROWSER).text
    assert "1 record of then was taken back since, and left out." in page
    assert "claim-gone" not in page


def test_the_link_that_keeps_a_page_gives_the_same_page(lived: TestClient) -> None:
    page = lived.get("/claims/claim-hill", headers=BROWSER).text
    kept = re.search(r'<a id="permalink" rel="bookmark" href="([^"]+)"', page)
    assert kept is not None
    assert kept[1] == "/claims/claim-hill?asOf=4"
    again = lived.get(kept[1], headers=BROWSER).text
    assert "<b>This page stays as it is</b>, as of revision 4" in again
    assert "Moved" in again


@pytest.mark.slow
def test_a_page_that_is_kept_by_a_reader_is_sent_again_once_another_is_newest() -> None:
    with quick_folder() as folder:
        data = folder / "data"
        recaptured.fill(data)
        with TestClient(create_app(Settings(store=str(data), workers=2))) as asking:
            address = "/claims/claim-hill?asOf=1"
            tag = asking.get(address, headers=BROWSER).headers["ETag"]
            held = {**BROWSER, "If-None-Match": tag}
            assert asking.get(address, headers=held).status_code == 304
            with Writer.open(data, base=DEFAULT_BASE, actor="t") as writer:
                writer.load(small("more", "The ministry said it rained.", writer.known))
                writer.publish()
            again = asking.get(address, headers=held)
            assert again.status_code == 200
            assert "the newest is 3" in again.text


@pytest.mark.parametrize("moment", ["99", "yesterday", "-1", "", "2026-13-01"])
def test_a_revision_that_does_not_exist_is_a_plain_page(lived: TestClient, moment: str) -> None:
    answer = lived.get(f"/claims/claim-hill?asOf={moment}", headers=BROWSER)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "asOf" in answer.text


def test_an_iri_leads_to_the_page_of_the_revision_it_names(lived: TestClient) -> None:
    answer = lived.get("/id/claim/claim-hill?asOf=1", headers=BROWSER, follow_redirects=False)
    assert answer.headers["Location"] == "/claims/claim-hill?asOf=1"
    data = lived.get("/id/claim/claim-hill?asOf=1", follow_redirects=False)
    assert data.headers["Location"] == "/api/v1/claims/claim-hill?asOf=1"
    place = lived.get("/id/place/hill?asOf=1", follow_redirects=False)
    assert place.headers["Location"].endswith("&asOf=1")


def test_a_quotation_looked_up_as_of_a_revision_leads_to_that_revision(lived: TestClient) -> None:
    asked = "/lookup?q=the+hill+was+taken&asOf=1"
    answer = lived.get(asked, headers=BROWSER, follow_redirects=False)
    assert answer.headers["Location"] == "/claims/claim-hill?q=the+hill+was+taken&asOf=1"


def test_forms_of_an_earlier_page_ask_about_that_revision(lived: TestClient) -> None:
    page = lived.get("/timeline?asOf=1", headers=BROWSER).text
    (form,) = re.findall(r'<form[^>]*action="/timeline"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert '<input type="hidden" name="asOf" value="1">' in form
