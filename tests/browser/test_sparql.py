"""Asking in SPARQL as people do it, with the editor and without."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from asking_in_sparql import TEXT, WAYS, Desk, at_the_desk, built
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.server, pytest.mark.browser]

WITH_SCRIPTS = pytest.mark.parametrize("desk", ["editor", "field"], indirect=True)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
LACKING = "SELECT ?s {\n  ?s ?p\n}"


@pytest.fixture(params=WAYS)
def desk(request: pytest.FixtureRequest, opened: Browser) -> Iterator[Desk]:
    """Yield the page in each of the ways."""
    if request.param == "editor" and not built():
        pytest.skip("The editor was not built: scripts/editor, which needs node and npm")
    with at_the_desk(opened, request.param) as there:
        yield there


def test_a_newcomer_asks_a_documented_question_and_takes_the_rows_home(
    desk: Desk, server: Server, opened: Browser
) -> None:
    page = desk.page
    desk.open(server.address + "/sparql")
    page.click("nav a:has-text('What is this speaker reported to have said')")
    assert "speaker/russian-mod" in desk.text()
    page.fill("input[name=speaker]", "united-states")
    page.click("button:text-is('Ask')")
    page.wait_for_selector("#answer tbody tr")
    assert "speaker/united-states" in desk.text()
    shown = page.locator("#answer tbody tr").count()
    link = page.get_attribute("#answer a:text-is('CSV')", "href")
    assert link is not None
    rows = list(csv.reader(io.StringIO(server.client.get(link).text)))
    assert len(rows) - 1 == shown > 0
    with at_the_desk(opened, desk.way) as another:
        another.open(page.url)
        assert another.text() == desk.text()
        assert another.page.locator("#answer tbody tr").count() == shown


@WITH_SCRIPTS
def test_a_copied_link_opens_what_is_written_now(
    desk: Desk, server: Server, opened: Browser
) -> None:
    desk.open(server.address + "/sparql")
    desk.write("SELECT ?c { ?c a cp:Claim } ORDER BY ?c LIMIT 7")
    desk.press("Copy link")
    desk.page.wait_for_selector("#live:has-text('Copied')", state="attached")
    link = desk.copied()
    with at_the_desk(opened, desk.way) as another:
        another.open(link)
        assert another.text().endswith("SELECT ?c { ?c a cp:Claim } ORDER BY ?c LIMIT 7")
        assert another.page.locator("#answer tbody tr").count() == 7


def test_a_mistake_is_shown_at_its_place_and_the_text_is_kept(desk: Desk, server: Server) -> None:
    desk.open(server.address + "/sparql")
    desk.run(LACKING)
    assert "on line 3, column 1" in desk.page.inner_text("#wrong h2")
    assert desk.page.inner_text("#wrong pre").splitlines() == ["}", "^"]
    assert desk.text().replace("\r\n", "\n") == LACKING
    if desk.way == "editor":
        mark = desk.page.wait_for_selector(".cm-line:nth-child(3) .cm-lintRange-error")
        assert mark is not None
        assert mark.inner_text() == "}"
    desk.run("ASK {}")
    assert desk.page.inner_text("#answer td") == "yes"
    assert desk.page.locator(".cm-lintRange-error").count() == 0


def test_an_update_is_refused_in_words_and_changes_nothing(desk: Desk, server: Server) -> None:
    before = server.client.get("/api/v1/claims").json()
    desk.open(server.address + "/sparql")
    desk.run("DELETE WHERE { ?s ?p ?o }")
    assert "this endpoint only reads" in desk.page.inner_text("#wrong")
    assert desk.text() == "DELETE WHERE { ?s ?p ?o }"
    assert server.client.get("/api/v1/claims").json() == before


def test_an_endless_query_is_stopped_at_the_limit_and_the_next_one_works(
    desk: Desk, odd: Server
) -> None:
    desk.open(odd.address + "/sparql")
    desk.run(ENDLESS)
    assert "stopped after 1 second" in desk.page.inner_text("#wrong")
    assert "LIMIT" in desk.page.inner_text("#wrong")
    assert desk.text() == ENDLESS
    desk.run("ASK {}")
    assert desk.page.inner_text("#answer td") == "yes"


@WITH_SCRIPTS
def test_stop_stops_the_server_too(desk: Desk, server: Server) -> None:
    desk.open(server.address + "/sparql")
    desk.write(ENDLESS)
    left = sum('"status":499' in line for line in server.log)
    desk.press("Run")
    desk.page.wait_for_selector("[data-waiting]:has-text('Asking')")
    desk.press("Stop")
    desk.page.wait_for_selector("[data-waiting]:text-is('Stopped')")
    deadline = time.monotonic() + 5
    while sum('"status":499' in line for line in server.log) == left:
        assert time.monotonic() < deadline, "the server goes on"
        time.sleep(0.05)
    assert desk.text() == ENDLESS


def test_a_long_answer_says_how_much_of_it_is_shown(desk: Desk, server: Server) -> None:
    desk.open(server.address + "/sparql")
    desk.run("SELECT ?s ?p ?o { ?s ?p ?o }")
    total = len(list(csv.reader(io.StringIO(
        server.client.get("/sparql?query=SELECT+*+{?s+?p+?o}&format=csv").text
    )))) - 1  # fmt: skip
    assert f"showing 1,000 of {total:,}; the downloads have all" in desk.page.inner_text("#answer")
    assert desk.page.locator("#answer tbody tr").count() == 1_000


def test_format_and_missing_prefixes_change_the_text_that_is_seen(
    desk: Desk, server: Server
) -> None:
    desk.open(server.address + "/sparql")
    desk.write("SELECT ?c { ?c a cp:Claim }")
    with desk.page.expect_response(lambda answer: "tidy=1" in answer.url):
        desk.press("Format")
    desk.page.wait_for_selector("#added")
    assert desk.text().replace("\r\n", "\n") == (
        "PREFIX cp: <https://w3id.org/claim-provenance#>\nSELECT ?c {\n  ?c a cp:Claim\n}\n"
    )
    assert "PREFIX cp:" in desk.page.inner_text("#added")


@WITH_SCRIPTS
def test_what_was_asked_before_is_kept_here_until_it_is_forgotten(
    desk: Desk, server: Server
) -> None:
    page = desk.page
    desk.open(server.address + "/sparql")
    kept = [f"ASK {{ ?s ?p {number} }}" for number in range(50)]
    page.evaluate("asked => localStorage.setItem('asked', JSON.stringify(asked))", kept)
    desk.run("ASK {}")
    desk.open(server.address + "/sparql")
    page.click("#past summary")
    assert page.locator("#past li").count() == 50
    assert page.inner_text("#past li >> nth=0") == "ASK {}"
    page.click("#past li button >> nth=1")
    assert desk.text() == "ASK { ?s ?p 0 }"
    page.click("#past button:text-is('Forget them all')")
    assert not page.is_visible("#past")
    assert page.evaluate("localStorage.getItem('asked')") == "[]"


@WITH_SCRIPTS
def test_ctrl_enter_runs(desk: Desk, server: Server) -> None:
    desk.open(server.address + "/sparql")
    desk.write("ASK {}")
    desk.page.focus(TEXT if desk.way == "editor" else "#query")
    desk.page.keyboard.press("Control+Enter")
    desk.page.wait_for_selector("#answer td:has-text('yes')")
    assert desk.text() == "ASK {}"


def test_the_answer_alone_can_be_shown_to_others(desk: Desk, server: Server) -> None:
    desk.open(server.address + "/sparql")
    desk.run("SELECT ?c { ?c a cp:Claim } LIMIT 3")
    desk.page.click("#answer a:text-is('Answer alone')")
    desk.page.wait_for_selector("a:text-is('Show the query')")
    assert desk.page.locator("#answer tbody tr").count() == 3
    assert desk.page.locator("textarea, .editing").count() == 0
