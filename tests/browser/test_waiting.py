"""What takes long says so after a moment, and can be stopped; what does not says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessible import violations
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

ASKED = {
    "/": ("textarea[name=q]", "Look up", "Looking in 17 documents"),
    "/claims": ("#narrow", "Narrow", "Looking through the claims"),
    "/about-nothing": ("#q", "Look up", "Looking through the collection"),
    "/timeline": ("#words", "Show", "Looking through the timeline"),
}

LATE = 800  # milliseconds: more than the 300 after which something is said
TOLD = """() => ({
  waiting: [...document.querySelectorAll('[data-waiting]:not([hidden])')].map(
    one => one.textContent).join(''),
  live: document.querySelector('#live').textContent,
  given: document.querySelector('main [name=q]').value,
})"""


@pytest.mark.parametrize("address", ASKED)
def test_a_slow_answer_is_waited_for_with_words_and_a_way_to_stop(
    page: Page, server: Server, address: str
) -> None:
    field, button, words = ASKED[address]
    page.goto(server.address + address)
    page.route("**/*q=nothing*", lambda _: None)  # nobody ever answers
    page.fill(field, "nothing")
    assert not page.locator("[data-stop]").first.is_visible()
    page.locator(f"main button:has-text('{button}')").last.click(no_wait_after=True)
    page.wait_for_timeout(LATE)
    told = page.evaluate(TOLD)
    assert words in told["waiting"]
    assert words in told["live"]
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    page.evaluate("document.querySelector('[data-stop]:not([hidden])').click()")
    page.wait_for_timeout(LATE)
    assert page.evaluate(TOLD) == {"waiting": "Stopped", "live": "Stopped", "given": "nothing"}
    assert page.url == server.address + address


def test_what_comes_at_once_says_nothing(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims")
    page.fill("#narrow", "dam")
    page.click("text=Narrow")
    page.wait_for_url("**q=dam")
    assert page.locator("[data-stop]:visible, [data-waiting]:visible").count() == 0
