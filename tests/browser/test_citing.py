"""A claim is cited over its page, and printed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from accessible import violations
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

SARYBABA = "/claims/forces-near-mount-sarybaba"


def test_the_card_opens_over_the_page_keeps_the_focus_and_gives_it_back(
    page: Page, server: Server
) -> None:
    page.goto(server.address + SARYBABA)
    page.focus("text=Cite this")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.url.endswith(SARYBABA)
    assert violations(page) == []
    inside = 0
    for _ in range(20):
        page.keyboard.press("Tab")
        # Beside what is in the dialog there is only the browser itself, which is no element.
        assert page.evaluate("document.activeElement.matches('dialog *, dialog, body')")
        inside += page.evaluate("document.activeElement.matches('dialog *')")
    assert inside > 10
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Cite this"
    page.keyboard.press("Enter")
    page.click("dialog >> text=Close")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Cite this"


@pytest.mark.parametrize(
    "page", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True
)
def test_what_is_copied_names_the_revision_and_leads_back_to_it(page: Page, server: Server) -> None:
    told = server.client.get(f"/api/v1{SARYBABA}").json()
    page.goto(server.address + SARYBABA)
    page.click("text=Cite this")
    page.click("dialog >> text=Copy as text")
    page.wait_for_selector("dialog [role=status]:has-text('Copied')", state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    permalink = f"{told['iri']}?asOf={told['revision']}"
    assert permalink in copied
    assert "year not stated" in copied
    there = server.address + "/id" + re.sub(r".*(/claim/)", r"\1", permalink)
    page.goto(there)
    assert page.url == f"{server.address}{SARYBABA}?asOf={told['revision']}"
    assert "This page stays as it is" in page.inner_text(".then")
    page.click("text=Copy the address")
    page.wait_for_selector("#live:has-text('Copied')", state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_card_is_a_page_of_its_own(page: Page, server: Server) -> None:
    page.goto(server.address + SARYBABA)
    page.click("text=Cite this")
    assert page.url.endswith("/card")
    assert "?asOf=" in page.inner_text("main")
    page.click("text=Back to the claim")
    assert page.url.endswith(SARYBABA)


def test_what_is_printed_is_the_ladder_and_the_whole_passage_and_not_the_navigation(
    page: Page, server: Server
) -> None:
    page.goto(server.address + SARYBABA)
    page.emulate_media(media="print")
    for unprinted in ("header.top", ".lookup", ".row", ".bar"):
        assert not page.locator(unprinted).first.is_visible()
    assert page.is_visible(".ladder")
    assert page.is_visible(".snap mark")
    # Nothing of the passage is behind a scroll bar: paper has none.
    assert page.locator(".snap .text").evaluate_all(
        "all => all.every(one => one.scrollHeight <= one.clientHeight + 1)"
    )
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    pages = PdfReader(io.BytesIO(printed)).pages
    assert len(pages) in range(1, 6)
    words = " ".join(" ".join(each.extract_text() for each in pages).split())
    assert " ".join(page.locator(".snap mark").first.inner_text().split()) in words
    ladder = " ".join(page.locator(".ladder li").first.inner_text().split())
    assert ladder[:30] in words
    for unprinted in ("Look up", "Timeline", "Query library"):
        assert unprinted not in words
    page.goto(server.address + SARYBABA + "/card")
    assert page.is_visible("blockquote")
    assert not page.locator("header.top").is_visible()
