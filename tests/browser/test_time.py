"""Who asserted what, and when: what is not known of a date is drawn, told and filtered as that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

BOTH_WAYS = pytest.mark.parametrize("page", [{}, {"java_script_enabled": False}], indirect=True)


@BOTH_WAYS
def test_a_date_without_a_year_is_one_hollow_mark_a_year_and_never_a_dot(
    page: Page, server: Server
) -> None:
    page.goto(server.address + "/timeline?dated=part")
    years = [int(year) for year in page.locator(".tsvg .axt").all_text_contents()]
    row = page.locator(".tsvg a", has_text="year not stated").first
    drawn = row.locator("path").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    assert len(set(drawn)) == len(drawn) >= years[-1] - years[0] > 1
    assert row.locator("circle").count() == 0
    line = page.locator("tbody tr", has_text="XXXX-03-25").first
    assert "“on March 25”, year not stated" in line.inner_text()


@BOTH_WAYS
def test_what_is_filtered_away_is_gone_from_drawing_and_table_alike(
    page: Page, server: Server
) -> None:
    page.goto(server.address + "/timeline?dated=part")
    assert "XXXX-03-25" in page.inner_text("table")
    page.check("input[name=dated][value=exact]")
    page.uncheck("input[name=dated][value=part]")
    page.click("button:has-text('Show')")
    page.wait_for_url("**dated=exact**")
    assert "XXXX-03-25" not in page.inner_text("main")
    assert page.locator(".tsvg a").count() == page.locator("tbody tr").count()
    assert page.locator(".tsvg a", has_text="year not stated").count() == 0


def test_how_many_are_left_is_announced_and_the_focus_stays(page: Page, server: Server) -> None:
    page.goto(server.address + "/timeline")
    before = page.inner_text("[data-told]")
    page.fill("input[name=q]", "Ostrel")
    page.focus("button:has-text('Show')")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Ostrel**")
    page.wait_for_selector("#live:has-text('shown')", state="attached")
    told = page.inner_text("[data-told]")
    assert page.inner_text("#live") == told != before
    rows = page.locator("[aria-label=Attributions] tbody tr").count()
    assert re.match(r"(\d+) of (\d+)", told).groups() == (str(rows), str(rows))  # type: ignore[union-attr]
    assert page.evaluate("document.activeElement.textContent") == "Show"


@BOTH_WAYS
def test_a_stated_order_is_an_arrow_a_sentence_and_a_triple(page: Page, server: Server) -> None:
    page.goto(server.address + "/timeline?source=works-briefing")
    assert page.locator('.tsvg path[marker-end="url(#after)"]').count() >= 1
    line = page.locator("tr", has_text="which it answers").first
    before = line.locator("a[href^='#line-']").get_attribute("href")
    assert before is not None
    assert page.locator(before).count() == 1
    asked = server.client.get("/api/v1/attributions?source=works-briefing&limit=100").json()
    found = next(view for view in asked["items"] if view["in_reply_to"])
    turtle = server.client.get(f"/api/v1/attributions/{found['id']}.ttl").text
    assert "inReplyTo" in turtle
