"""What holds for every page and state, in a real browser: accessible, quiet, light, and narrow."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from accessible import violations
from browsing import DOWN, LOOKS, PAGES, settled
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

KILOBYTE = 1000
HTML_BUDGET = {"home": 4, "claim": 15, "timeline": 25, "sparql": 8}
"""Kilobytes of HTML, gzipped, by the first word of a page's name; 20 for any other."""
SCRIPTED = "[data-copy], [data-scripted]"
FILE_BUDGET = 8
"""Kilobytes of style, and of scripts, gzipped."""


class Watched:
    """A page that remembers what it complained of and what it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


LOOKED_AT = (*LOOKS,) if os.environ.get("KG_LOOKS") == "all" else ("desktop-light", "phone-dark")
"""Each width and each scheme once; all four take six minutes, which is for `KG_LOOKS=all`."""


@pytest.fixture(params=LOOKED_AT)
def watched(request: pytest.FixtureRequest, opened: Browser) -> Iterator[Watched]:
    """Yield a page that looks one way or another."""
    context = opened.new_context(**LOOKS[request.param])
    yield Watched(context.new_page())
    context.close()


@pytest.mark.timeout(600)  # a second or two for each page, and more where others are at work
def test_no_page_breaks_a_rule_of_accessibility_or_asks_anybody_else(
    watched: Watched, places: Mapping[str, str], counted: Callable[[str, int], None]
) -> None:
    amiss: list[tuple[str, object]] = []
    for name, address in places.items():
        answer = watched.page.goto(address)
        assert answer is not None
        settled(watched.page)
        amiss += [(name, each) for each in violations(watched.page)]
        # The browser itself complains of the status that an error page has.
        amiss += [(name, each) for each in watched.complaints if str(answer.status) not in each]
        watched.complaints.clear()
    assert amiss == []
    hosts = {urlsplit(address).netloc for address in places.values()}
    assert {urlsplit(url).netloc for url in watched.requests} == hosts
    counted("pages without a violation", len(places))


def test_a_page_that_is_seen_again_looks_as_it_did(watched: Watched, server: Server) -> None:
    for address in ("/claims", "/sparql", "/timeline"):
        watched.page.goto(server.address + address)
        family = "getComputedStyle(document.body).fontFamily"
        first = watched.page.evaluate(family)
        with watched.page.expect_response(f"**{address}") as again:
            watched.page.goto(server.address + address)
        # The browser asks whether its copy is still good, and hears that it is.
        assert again.value.all_headers()["etag"]
        assert watched.page.evaluate(family) == first
    assert watched.complaints == []


def test_no_page_scrolls_sideways_on_the_narrowest_phone(
    opened: Browser, places: Mapping[str, str]
) -> None:
    context = opened.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for name, address in places.items():
        page.goto(address)
        settled(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (name, wide) == (name, 320)
    context.close()


def test_every_page_is_whole_without_scripts(opened: Browser, places: Mapping[str, str]) -> None:
    plain, scripted = opened.new_context(java_script_enabled=False), opened.new_context()
    one, other = plain.new_page(), scripted.new_page()
    for address in (places[name] for name in places if name not in DOWN):  # ids of requests differ
        one.goto(address)
        other.goto(address)
        settled(other)
        # Only what needs scripts is missing.
        other.evaluate(f"document.querySelectorAll('{SCRIPTED}').forEach(each => each.remove())")
        assert words(one) == words(other)
    plain.close()
    scripted.close()


def words(page: Page) -> list[str]:
    """Return the words of a page but the id of its request, which is each time another."""
    return re.sub(r"Request [0-9a-f]{16}", "Request", page.inner_text("main")).split()


def test_every_page_is_light(server: Server) -> None:
    for name, address in PAGES.items():
        answer = server.client.get(address, headers={"Accept": "text/html"})
        weight = len(gzip.compress(answer.content))
        assert weight <= HTML_BUDGET.get(name.split("-")[0], 20) * KILOBYTE, (name, weight)
    page = server.client.get("/", headers={"Accept": "text/html"}).text
    for ending in (".css", ".js"):
        files = re.findall(f'="(/static/[^"]+{ending})"', page)
        weight = sum(len(gzip.compress(server.client.get(file).content)) for file in files)
        assert files
        assert weight <= FILE_BUDGET * KILOBYTE, (ending, weight)
