"""A source that was read again after it was edited, and a page kept as it was before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import recaptured
from accessible import violations
from recaptured import EDITED, GONE, LATER_TEXT, MOVED
from serving import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

BOTH_WAYS = pytest.mark.parametrize("page", [{}, {"java_script_enabled": False}], indirect=True)
MARKED = ".snap mark"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a server of a collection with an article that was read twice."""
    data = tmp_path_factory.mktemp("edited") / "data"
    recaptured.fill(data)
    with serving("--data", data) as started:
        yield started


@BOTH_WAYS
def test_words_that_were_pushed_down_are_marked_where_they_stand_now(
    page: Page, edited: Server
) -> None:
    page.goto(edited.address + "/claims/claim-hill")
    assert page.inner_text(".anchor b") == "Moved"
    assert "".join(page.locator(MARKED).all_inner_texts()) == MOVED
    start = LATER_TEXT.index(MOVED)
    assert f"characters {start} to {start + len(MOVED)}" in page.inner_text(".anchor")
    page.click("text=In the whole text")
    assert page.locator(":target + mark").inner_text() == "The ministry"


@BOTH_WAYS
@pytest.mark.parametrize(("claim", "words"), [("claim-dam", EDITED), ("claim-road", GONE)])
def test_an_edited_sentence_or_a_look_alike_is_never_taken_for_the_one_quoted(
    page: Page, edited: Server, claim: str, words: str
) -> None:
    page.goto(f"{edited.address}/claims/{claim}")
    assert page.inner_text(".anchor b") == "Lost"
    assert page.locator(MARKED).count() == 0
    assert words in page.inner_text(".snap .q")
    assert "%" not in page.inner_text(".snap")
    page.click("text=In the older text")
    assert "This is an older text of it" in page.inner_text("main")
    assert words.startswith(page.locator(":target + mark").inner_text())
    page.click("text=Show the text read last")
    assert "an older text of it" not in page.inner_text("main")


def test_each_state_is_accessible(page: Page, edited: Server) -> None:
    for address in ("/claims/claim-hill", "/claims/claim-dam", "/sources/paper"):
        page.goto(edited.address + address)
        assert violations(page) == []


@BOTH_WAYS
def test_a_page_can_be_kept_as_it_was_and_leads_on_to_the_newest(
    page: Page, edited: Server
) -> None:
    then = "/claims/claim-hill?asOf=1"
    while edited.client.get(then, headers={"Accept": "text/html"}).status_code != 200:
        time.sleep(0.5)  # the view is being made: on a busy machine longer than anybody waits
    page.goto(edited.address + then)
    assert "This is an earlier state" in page.inner_text(".then")
    assert page.inner_text(".anchor b") == "Exact match"
    page.click(".ladder a")
    assert "asOf=1" in page.url
    assert page.is_visible(".then")
    page.click("text=Show the newest")
    assert "asOf" not in page.url
    page.click("#permalink")
    assert page.url.endswith("/sources/paper?asOf=2")
    assert "This page stays as it is" in page.inner_text(".then")


def test_a_revision_that_does_not_exist_is_a_plain_page(page: Page, edited: Server) -> None:
    answer = page.goto(edited.address + "/claims/claim-hill?asOf=7")
    assert answer is not None
    assert answer.status == 422
    assert "asOf" in page.inner_text("main")
    assert violations(page) == []
