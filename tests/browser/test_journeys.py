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
    page.wait_for_url(f"**{SARYBABA}*")
    page.wait_for_selector(".facts")
    assert "near Mount Sarybaba" in page.input_value("#q")
    lede = page.inner_text(".lede")
    assert "Ministry of Defence of the Russian Federation" in lede
    assert "year not stated" in lede
    trace = server.client.get(f"/api/v1{SARYBABA}/trace").json()
    counts = server.client.get(f"/api/v1{SARYBABA}").json()["counts"]
    views = server.client.get(f"/api/v1{SARYBABA}/attributions").json()["items"]
    hedged = {view["source"]["id"] for view in views if view["hedged"]}
    against = server.client.get(f"/api/v1{SARYBABA}/contradictions").json()
    assert [
        number.split("\n")[0].strip() for number in page.locator(".facts dd").all_inner_texts()
    ] == [
        str(trace["independent_origins"]["count"]),
        str(counts["sources"]),
        f"{len(hedged)} of {counts['sources']}",
        str(len(against["items"]) + len(against["denials"])),
    ]


@BOTH_WAYS
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
    drawn = page.locator(".g path.e.x").evaluate("path => getComputedStyle(path).stroke")
    assert drawn == "rgb(156, 23, 48)"
    assert "Circular" in page.inner_text("main")
    page.goto(server.address + "/reports")
    page.click("text=The Old Bridge of Velm is sinking")
    assert page.url.endswith("/claims/bridge-sinking")


def test_a_lost_hedge_is_found_compared_and_named(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims/gates-opened")
    assert "a hedge got lost 2 times" in page.inner_text(".facts .bad")
    softened, of = re.findall(r"(\d+) of (\d+)", page.inner_text(".facts .bad"))[0]
    assert int(softened) < int(of)
    page.goto(server.address + "/reports")
    page.click("text=Compare >> nth=0")
    lost = page.locator("p", has_text="Hedges lost")
    assert "allegedly" in lost.inner_text()
    assert "allegedly" in " ".join(page.locator("del").all_inner_texts())


def test_a_denial_is_counted_quoted_and_no_verdict_is_given(page: Page, server: Server) -> None:
    page.goto(server.address + "/claims/water-let-out")
    against = page.inner_text(".facts .bad dd")
    assert against.startswith("3")
    assert page.locator(".against .q").count() == 3
    words = page.inner_text("main").lower()
    assert not re.search(r"\b(fake|debunked|verified|misleading)\b", words)


@pytest.mark.parametrize("name", ["Ceyhun Bayramov", "Джейхун Байрамов", "Jeyhun Bayramov"])
def test_a_name_in_any_script_finds_its_speaker(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.address}/lookup?q={quote(name)}")
    page.click("a:has-text('Jeyhun Bayramov')")
    page.wait_for_selector(".names bdi[lang]")
    names = page.eval_on_selector_all(".names bdi[lang]", "all => all.map(a => a.lang)")
    assert {"az", "ru"} <= set(names)


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
