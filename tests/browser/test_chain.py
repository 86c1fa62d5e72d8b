"""The chain of a claim, walked with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

CLAIM = "/claims/water-let-out"
MOST_TABS = 200
ACCENT = "rgb(10, 90, 105)"

FOCUSED = """() => {
  const one = document.activeElement;
  const place = one.getBoundingClientRect();
  const box = one.querySelector('.box');
  return {
    id: one.dataset.id ?? null, href: one.getAttribute('href'),
    part: one.closest('aside') ? 'passages' : one.closest('.gscroll') ? 'graph' : 'other',
    left: place.left + scrollX, top: place.top + scrollY,
    ring: box && [getComputedStyle(box).stroke, getComputedStyle(box).strokeWidth],
  };
}"""


def walked(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of a page to its end, and say where the focus came by."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        found.append(page.evaluate(FOCUSED))
    return found


# Without motion the ring is there at once.
@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_tab_reaches_every_box_in_reading_order_with_a_ring_around_each(
    page: Page, server: Server
) -> None:
    page.goto(server.address + CLAIM)
    drawn = page.locator(".g a[data-id]").count()
    boxes = [one for one in walked(page) if one["id"]]
    assert len({one["id"] for one in boxes}) == len(boxes) == drawn > 3
    places = [(round(one["top"]), round(one["left"])) for one in boxes]
    assert places == sorted(places)
    assert {tuple(one["ring"]) for one in boxes} == {(ACCENT, "3px")}


@pytest.mark.parametrize("page", [{}, {"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_the_focus_goes_through_a_page_as_it_is_read(page: Page, server: Server) -> None:
    page.goto(server.address + CLAIM)
    parts = [one["part"] for one in walked(page)]
    assert parts.index("graph") > len(parts) - 1 - parts[::-1].index("passages")
    passages, graph = (page.locator(one).bounding_box() for one in ("aside.stack", ".gscroll"))
    assert passages is not None
    assert graph is not None
    # Left of it where there is room for both, above it where there is not.
    assert passages["x"] < graph["x"] or passages["y"] + passages["height"] <= graph["y"]


def test_enter_on_a_document_leads_the_focus_to_its_passage(page: Page, server: Server) -> None:
    page.goto(server.address + CLAIM)
    document = page.locator(".g a[href^='#passage-']").first
    wanted = document.get_attribute("href")
    document.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{wanted}:focus")
    assert page.evaluate("location.pathname") == CLAIM
    page.keyboard.press("Tab")
    assert page.evaluate(f"Boolean(document.activeElement.closest('{wanted}'))")


def test_enter_on_a_speaker_leads_to_its_page(page: Page, server: Server) -> None:
    page.goto(server.address + CLAIM)
    page.locator(".g a[href^='/speakers/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/speakers/**")
