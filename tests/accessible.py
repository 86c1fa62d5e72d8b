"""What axe finds wrong with a page as it is at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND: Final = "options => axe.run(options).then(found => found.violations)"
"""Of all that was looked at only what is wrong: the rest is a hundred kilobytes and more a page."""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return the rules that a page breaks, each with the first places."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(Axe().axe_script)
    found = page.evaluate(FOUND, {"runOnly": RULES, "resultTypes": ["violations"]})
    return [_told(each) for each in found]


def _told(violation: dict[str, Any]) -> tuple[str, list[str]]:
    return violation["id"], [node["html"][:120] for node in violation["nodes"][:3]]
