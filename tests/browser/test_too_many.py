"""More than anybody reads: both numbers are told, the next page is there, and a file has all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from accessible import violations
from cli_running import shell
from serving import Server, serving
from small_records import written

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

MANY = 2_100


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve one source that reports 2,100 claims."""
    folder = tmp_path_factory.mktemp("crowded")
    lines = [f"The ministry said gate {n:04} was shut." for n in range(MANY)]
    claims = [
        {"id": f"gate-{n:04}", "text": f"gate {n:04} was shut", "language": "en"}
        for n in range(MANY)
    ]
    said = [
        {
            "id": f"a{n}", "quote": line, "speaker": "mod", "basis": "named", "act": "assert",
            "quote_mode": "indirect", "claim": f"gate-{n:04}",
        }
        for n, line in enumerate(lines)
    ]  # fmt: skip
    record = written("gates", claims=claims, attributions=said, invented=True)
    (folder / "gates.txt").write_text("\n".join(lines), "utf-8")
    (folder / "gates.json").write_text(json.dumps(record | {"text": "gates.txt"}), "utf-8")
    ran = shell("load", folder / "gates.json", "--data", folder / "data")
    assert ran.code == 0, ran.err
    with serving("--data", folder / "data") as server:
        yield server


def test_a_list_says_how_many_it_shows_of_how_many_and_goes_on(page: Page, crowded: Server) -> None:
    page.goto(f"{crowded.address}/claims")
    assert page.inner_text(".count").startswith("Showing 50 of 2,100 claims")
    first = page.locator("tbody tr").all_inner_texts()
    page.get_by_role("link", name="Next page").click()
    second = page.locator("tbody tr").all_inner_texts()
    assert (len(first), len(second), set(first) & set(second)) == (50, 50, set())
    assert violations(page) == []


def test_the_file_of_a_list_has_every_row(page: Page, crowded: Server) -> None:
    page.goto(f"{crowded.address}/claims?q=gate")
    link = page.get_by_role("link", name="All their addresses as CSV").get_attribute("href")
    rows = crowded.client.get(f"{link}").text.splitlines()
    assert len(rows) == 1 + MANY
    assert rows[1].endswith("/claim/gate-0000")
    assert rows[-1].endswith("/claim/gate-2099")


def test_narrowing_says_how_many_are_left(page: Page, crowded: Server) -> None:
    page.goto(f"{crowded.address}/claims")
    page.get_by_label("With these words").fill("gate 00")
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_url("**q=gate+00*")
    assert page.inner_text(".count").startswith("Showing 50 of 100 claims")


def test_the_timeline_says_how_many_it_draws_of_how_many(page: Page, crowded: Server) -> None:
    page.goto(f"{crowded.address}/timeline")
    told = page.locator(".state", has_text="pass the filters")
    assert told.inner_text().startswith("2,100 pass the filters. Only 300 of them")
    link = told.get_by_role("link").get_attribute("href")
    assert len(crowded.client.get(f"{link}").text.splitlines()) == 1 + MANY
    assert violations(page) == []
