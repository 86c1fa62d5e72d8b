"""A page enlarged, narrow, dark, in forced colours or without motion: nothing is lost of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessible import violations
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

PAGES = ("/claims/forces-near-mount-sarybaba", "/claims/water-let-out", "/timeline?q=Ostrel")
LOOKS = {
    "200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "still": {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"},
}

OVERLAPPING = """() => {
  const parts = [...document.querySelectorAll('main .card, main .head > *, header.top')];
  const boxes = parts.map(part => part.getBoundingClientRect());
  const found = [];
  parts.forEach((one, i) => parts.slice(i + 1).forEach((other, j) => {
    if (one.contains(other)) return;
    const [a, b] = [boxes[i], boxes[i + 1 + j]];
    const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    if (over) found.push([one.className, other.className]);
  }));
  return found;
}"""
CUT = """() => [...document.querySelectorAll('h1, .lede, .facts dd, .ladder li')]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 60))
"""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const { animationName, transitionDuration } = getComputedStyle(one);
  return animationName !== 'none' || transitionDuration.split(', ').some(each => each !== '0s');
}).length"""


@pytest.mark.parametrize("page", LOOKS.values(), ids=LOOKS, indirect=True)
def test_nothing_is_lost_or_overlaps_however_a_page_is_looked_at(
    page: Page, server: Server
) -> None:
    for address in PAGES:
        page.goto(server.address + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate(CUT) == []
        assert violations(page) == []


def test_the_same_words_are_there_in_every_look(opened: Browser, server: Server) -> None:
    shown = set()
    for settings in LOOKS.values():
        context = opened.new_context(**settings)
        page = context.new_page()
        page.goto(server.address + PAGES[0])
        shown.add(" ".join(page.inner_text("main").split()))
        context.close()
    assert len(shown) == 1


@pytest.mark.parametrize("page", [LOOKS["forced"]], indirect=True)
def test_in_forced_colours_marks_and_chips_are_told_by_more_than_their_tint(
    page: Page, server: Server
) -> None:
    page.goto(server.address + PAGES[0])
    style = "one => [getComputedStyle(one).borderStyle, getComputedStyle(one).backgroundColor]"
    chip = page.locator("main .chip").first.evaluate(style)
    assert chip[0] in ("solid", "dashed")
    mark = page.locator(".snap mark").first.evaluate(style)
    around = page.locator(".snap .text").first.evaluate(style)
    assert mark[1] != around[1]


@pytest.mark.parametrize("page", [LOOKS["still"]], indirect=True)
def test_who_wants_no_motion_gets_none(page: Page, server: Server) -> None:
    page.goto(server.address + PAGES[1])
    assert page.evaluate(MOVING) == 0
