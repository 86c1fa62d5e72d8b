"""The endpoint behind the server dies and comes back, while people look at a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessible import violations
from demonstration import demonstration
from endpoints import Endpoint, endpoint
from serving import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

CLAIM = "/claims/water-let-out"
SOON = 60_000  # milliseconds; a page asks again every few seconds, at last every thirty


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Yield an endpoint that has the demonstration."""
    directory: Path = demonstration(tmp_path_factory)
    with endpoint(directory, tmp_path_factory.mktemp("behind")) as served:
        yield served


@pytest.fixture(scope="module")
def remote(behind: Endpoint) -> Iterator[Server]:
    """Yield a server in front of it that has been asked before."""
    with serving(env=os.environ | {"KG_STORE": behind.url}) as started:
        assert started.client.get(CLAIM, headers={"Accept": "text/html"}).status_code == 200
        yield started


def test_a_section_whose_store_is_gone_says_why_and_comes_back_by_itself(
    page: Page, remote: Server, behind: Endpoint
) -> None:
    page.goto(remote.address + CLAIM)
    whole = page.inner_text("main")
    rows = page.locator("[aria-label=Documents] tbody tr").count()
    assert rows > 0
    behind.kill()
    answer = page.reload()
    assert answer is not None
    assert answer.status == 502
    assert page.is_visible("header.top nav")
    assert page.inner_text("h1") in whole
    failed = page.locator("section:has(#h-g) .failed")
    assert "The store cannot be reached" in failed.inner_text()
    request = failed.locator(".mono").inner_text()
    assert request == answer.header_value("x-request-id")
    assert page.locator("[aria-label=Documents] tbody tr").count() == rows
    assert "cannot be told now" in page.inner_text(".facts")
    assert violations(page) == []
    behind.start()
    page.wait_for_selector("svg.g", timeout=SOON)
    assert page.inner_text("main") == whole
    assert page.locator(".failed").count() == 0
    assert page.inner_text("#live") == "Everything is shown again"


def test_a_page_with_nothing_to_show_keeps_its_frame_and_comes_back_too(
    page: Page, remote: Server, behind: Endpoint
) -> None:
    behind.kill()
    answer = page.goto(remote.address + "/sources/ostrel-diary")
    assert answer is not None
    assert answer.status == 502
    assert page.inner_text("h1") == "The store cannot be reached"
    assert (answer.header_value("x-request-id") or "?") in page.inner_text("main")
    assert page.is_visible("header.top nav")
    assert violations(page) == []
    behind.start()
    page.wait_for_selector("#h-what", timeout=SOON)
    assert "Ostrel" in page.title()


def test_without_scripts_there_is_a_link_to_try_again(remote: Server, behind: Endpoint) -> None:
    behind.kill()
    shown = remote.client.get(f"{CLAIM}?q=x", headers={"Accept": "text/html"})
    behind.start()
    assert shown.status_code == 502
    assert "ETag" not in shown.headers
    assert shown.headers["Cache-Control"] == "no-store"
    assert f'<a href="{CLAIM}?q=x">Try again</a>' in shown.text
