"""What the editor of the SPARQL page adds to its field, and that it keeps to the page's rules."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from accessible import violations
from asking_in_sparql import TEXT, Desk, at_the_desk, built
from browsing import PAGES
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(
        not built(), reason="The editor was not built: scripts/editor, which needs node and npm"
    ),
]

KILOBYTE = 1000
EDITOR_BUDGET = 125
"""Kilobytes of the editor, gzipped."""
MOST_REQUESTS = 7
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}


@pytest.fixture
def desk(request: pytest.FixtureRequest, opened: Browser, server: Server) -> Iterator[Desk]:
    """Yield the page with its editor, in a look; the browser has nothing to complain of."""
    with at_the_desk(opened, "editor", **getattr(request, "param", {})) as there:
        there.open(server.address + "/sparql")
        yield there
        assert [each for each in there.complaints if "400" not in each] == []


def begin(desk: Desk, text: str) -> None:
    """Type a query, key by key, over the one that stands there."""
    desk.page.click(TEXT)
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(text)


def test_it_is_loaded_on_its_page_only_and_is_light(server: Server) -> None:
    loading = re.compile(r'"(/static/[^"]+/sparql-editor\.js)"')
    browser = {"Accept": "text/html"}
    for name, address in PAGES.items():
        page = server.client.get(address, headers=browser).text
        assert bool(loading.search(page)) == ('<textarea id="query"' in page), name
    (file,) = loading.findall(server.client.get("/sparql", headers=browser).text)
    weight = len(gzip.compress(server.client.get(file).content))
    assert weight <= EDITOR_BUDGET * KILOBYTE, weight


def test_the_page_makes_few_requests_and_none_while_somebody_types(
    opened: Browser, server: Server
) -> None:
    with at_the_desk(opened, "editor") as desk:
        asked: list[str] = []
        desk.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        desk.open(server.address + "/sparql")
        desk.page.wait_for_load_state("networkidle")
        # A browser keeps the mark of a site and asks for it once.
        assert len([path for path in asked if not path.endswith("mark.svg")]) <= MOST_REQUESTS
        asked.clear()
        begin(desk, "SELECT * { ?a cp:spea")
        desk.page.wait_for_selector("[role=listbox]")
        assert asked == []


def test_words_are_told_apart_lines_numbered_and_brackets_matched(desk: Desk) -> None:
    page = desk.page
    desk.write("SELECT ?s {\n  ?s a <http://a.example/> . # why\n}")
    colour = "word => getComputedStyle(word).color"
    colours = {
        page.locator(f".cm-line span:text-is('{word}')").first.evaluate(colour)
        for word in ("SELECT", "?s", "<http://a.example/>", "# why")
    }
    assert len(colours) == 4
    assert page.locator(".cm-lineNumbers .cm-gutterElement:visible").all_inner_texts()[-3:] == [
        "1", "2", "3",
    ]  # fmt: skip
    page.click(TEXT)
    page.keyboard.press("Control+End")
    assert page.locator(".cm-matchingBracket").all_inner_texts() == ["{", "}"]


def test_a_term_is_completed_with_the_prefix_it_needs(desk: Desk) -> None:
    begin(desk, "SELECT * { ?a cp:spea")
    desk.page.wait_for_selector("[role=option]:first-child:has-text('cp:speaker')")
    assert desk.page.locator(f"{TEXT}[aria-activedescendant]").count() == 1
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type(" ?s")
    assert desk.text() == (
        "PREFIX cp: <https://w3id.org/claim-provenance#>\nSELECT * { ?a cp:speaker ?s}"
    )


def test_enter_behind_a_keyword_is_a_new_line(desk: Desk) -> None:
    begin(desk, "SELECT")
    desk.page.wait_for_timeout(500)
    desk.page.keyboard.press("Enter")
    assert desk.text() == "SELECT\n"


def test_variables_of_the_query_are_completed_and_words_in_quotes_are_not(desk: Desk) -> None:
    begin(desk, "SELECT ?spokesman { ?a ?b ?sp")
    desk.page.wait_for_selector("[role=option]:has-text('?spokesman')")
    desk.page.keyboard.press("Escape")
    begin(desk, "ASK { ?a ?b 'cp:spea")
    desk.page.wait_for_timeout(500)
    assert desk.page.locator("[role=listbox]").count() == 0


def test_what_was_done_is_undone(desk: Desk) -> None:
    desk.write("ASK {}")
    desk.page.wait_for_timeout(700)  # what is typed at once is undone at once
    begin(desk, "x")
    assert desk.text() == "x"
    desk.page.keyboard.press("Control+z")
    assert desk.text() == "ASK {}"


def test_tab_indents_and_after_escape_it_leaves_in_ones_own_time(desk: Desk) -> None:
    page = desk.page
    assert "Esc, then Tab leaves the editor" in page.inner_text("#keys")
    begin(desk, "ASK {}")
    page.keyboard.press("Tab")
    assert desk.text() == "  ASK {}"
    page.keyboard.press("Escape")
    page.wait_for_timeout(2_500)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert desk.text() == "  ASK {}"


def test_a_fault_behind_letters_that_count_twice_is_marked_where_it_is(desk: Desk) -> None:
    desk.run("ASK { ?s ?p '\U0001f4f0\U0001f4f0' ] }")
    mark = desk.page.wait_for_selector(".cm-lintRange-error")
    assert mark is not None
    assert mark.inner_text() == "]"
    assert "column 18" in desk.page.inner_text("#wrong h2")


@pytest.mark.parametrize("desk", LOOKS.values(), ids=LOOKS, indirect=True)
def test_it_breaks_no_rule_of_accessibility_while_it_is_used(desk: Desk) -> None:
    assert desk.page.get_by_role("textbox", name="SPARQL query").count() == 1
    begin(desk, "SELECT * { ?a cp:spea")
    desk.page.wait_for_selector("[role=listbox]")
    assert violations(desk.page) == []
    desk.run("SELECT ?s {\n  ?s ?p\n}")
    desk.page.wait_for_selector(".cm-lintRange-error")
    desk.page.hover(".cm-lintRange-error")
    desk.page.wait_for_selector(".cm-diagnostic")
    assert violations(desk.page) == []


def test_a_long_line_stays_inside_the_narrowest_phone(opened: Browser, server: Server) -> None:
    with at_the_desk(opened, "editor", viewport={"width": 320, "height": 640}) as desk:
        desk.open(server.address + "/sparql")
        desk.write("ASK { ?s ?p '" + "w" * 500 + "' }")
        assert desk.page.evaluate("document.documentElement.scrollWidth") == 320
