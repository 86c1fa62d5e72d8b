"""One server and one browser for all tests here; without Chromium they are skipped, saying so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browsing import browser, chromium
from serving import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Yield a server of the demonstration."""
    with serving("--demo") as started:
        yield started


@pytest.fixture(scope="session")
def opened() -> Iterator[Browser]:
    """Yield a browser."""
    if chromium() is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with browser() as started:
        yield started
