"""What people come for, done as they do it, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

SARYBABA = "/claims/forces-near-mount-sarybaba"
NO_SCRIPTS = pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
BOTH_WAYS = pytest.mark.parametrize("page", [{}, {"java_script_enabled": False}], indirect=True)


@BOTH_WAYS
def test_a_pasted_quotation_leads_to_who_said_it_with_the_year_left_open(
    page: Page, server: Server
) -> None:
    page.goto(server.address)
    page.fill("textarea[name=q]", "had come near Mount Sarybaba")
    page.click("text=Look up >> nth=-1")
    assert SARYBABA in page.url
    lede = page.inner_text(".lede")
    assert "Ministry of Defence of the Russian Federation" in lede
    assert "year not stated" in lede
    origins = server.client.get(f"/api/v1{SARYBABA}/trace").json()["independent_origins"]
    assert page.inner_text(".facts dd >> nth=0").split()[0] == str(origins["count"])


def test_the_marked_words_are_the_recorded_quotation_at_its_place(
    page: Page, server: Server
) -> None:
    page.goto(server.address + SARYBABA)
    (view,) = server.client.get(f"/api/v1{SARYBABA}/attributions").json()["items"]
    text = server.client.get(f"/api/v1/sources/{view['source']['id']}/text").json()["text"]
    exact, start = view["anchor"]["exact"], view["anchor"]["start"]
    assert page.inner_text(".snap mark:not([class])") == exact
    assert text.index(exact) == start
    assert page.inner_text(".snap .anchor b") == "Exact match"
    assert f"Characters {start:,} to {view['anchor']['end']:,}" in page.inner_text(".snap .anchor")


def test_a_circle_is_drawn_said_and_listed(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims/bridge-sinking")
    assert page.locator(".g path.e.x").count() == 1
    assert "Circular" in page.inner_text("main")
    page.goto(server.address + "/reports")
    page.click("text=The Old Bridge of Velm is sinking")
    assert page.url.endswith("/claims/bridge-sinking")


def test_a_lost_hedge_is_found_compared_and_named(page: Page, server: Server) -> None:
    page.goto(server.address + "/reports")
    page.click("text=Compare >> nth=0")
    assert "Hedges lost" in page.inner_text("main")
    assert "allegedly" in page.inner_text("main")


def test_a_denial_is_counted_quoted_and_no_verdict_is_given(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims/water-let-out")
    against = page.inner_text(".facts .bad dd")
    assert against.startswith("3")
    assert page.locator(".against .q").count() == 3
    words = page.inner_text("main").lower()
    assert not re.search(r"\b(fake|debunked|verified|misleading)\b", words)


@BOTH_WAYS
def test_a_date_without_a_year_is_one_hollow_mark_a_year_and_never_a_dot(
    page: Page, server: Server
) -> None:
    page.goto(server.address + "/timeline?q=Ostrel")
    assert page.locator(".tsvg circle").count() > 0
    page.goto(server.address + "/timeline?dated=part")
    row = page.locator(".tsvg a", has_text="year not stated").first
    assert row.locator("path").count() > 1
    assert row.locator("circle").count() == 0
    assert "XXXX-03-25" in page.inner_text("table")
    page.check("input[name=dated][value=exact]")
    page.uncheck("input[name=dated][value=part]")
    page.click("button:has-text('Show')")
    assert "XXXX-03-25" not in page.inner_text("main")


def test_a_stated_order_is_an_arrow(page: Page, server: Server) -> None:
    page.goto(server.address + "/timeline?source=works-briefing")
    assert page.locator('.tsvg path[marker-end="url(#after)"]').count() >= 1


def test_a_long_list_goes_on_page_by_page_and_whole_as_csv(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims")
    first = page.eval_on_selector_all("tbody a", "all => all.map(a => a.getAttribute('href'))")
    page.click("text=Next page")
    second = page.eval_on_selector_all("tbody a", "all => all.map(a => a.getAttribute('href'))")
    assert (len(first), len(second)) == (50, 30)
    assert not set(first) & set(second)


@pytest.mark.parametrize("name", ["Ceyhun Bayramov", "Джейхун Байрамов", "Jeyhun Bayramov"])
def test_a_name_in_any_script_finds_its_speaker(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.address}/lookup?q={quote(name)}")
    page.click("a:has-text('Jeyhun Bayramov')")
    names = page.eval_on_selector_all(".names bdi[lang]", "all => all.map(a => a.lang)")
    assert {"az", "ru"} <= set(names)


def test_what_is_printed_is_the_story_and_not_the_navigation(page: Page, server: Server) -> None:
    page.goto(server.address + SARYBABA)
    page.emulate_media(media="print")
    assert not page.is_visible("header.top")
    assert page.is_visible(".ladder")
    assert page.is_visible(".snap .text")
    page.goto(server.address + SARYBABA + "/card")
    assert page.is_visible("blockquote")


@pytest.mark.parametrize(
    "page",
    [
        {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
        {"forced_colors": "active"},
        {"reduced_motion": "reduce", "color_scheme": "dark"},
    ],
    indirect=True,
)
def test_nothing_is_lost_enlarged_in_forced_colours_or_without_motion(
    page: Page, server: Server
) -> None:
    page.goto(server.address + SARYBABA)
    assert page.is_visible("h1")
    assert page.is_visible(".facts")
    assert page.is_visible(".snap mark")
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide


def test_hostile_text_is_shown_as_text_and_breaks_nothing(page: Page, odd: Server) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for address in ("/sources/paper-hostile", "/claims/claim-hostile", "/lookup?q=ministry", "/"):
        page.goto(odd.address + address)
        assert page.evaluate("window.harmed") is None
        assert page.locator("main img, main script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(odd.address + "/sources/paper-hostile")
    assert "<script>window.harmed = 1</script>" in page.inner_text(".whole, .text")
    assert dialogs == []


def test_a_chosen_look_stays(opened: Browser, server: Server) -> None:
    context = opened.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(server.address)
    page.click("#theme")
    page.goto(server.address + "/about")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()
