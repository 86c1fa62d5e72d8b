"""Two servers and one browser for all tests here; without Chromium they are skipped, saying so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browsing import browser, chromium, everywhere
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from serving import Server, serving
from small_records import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    "The ministry said <script>window.harmed = 1</script> <img src=x onerror=alert(1)> "
    "\u202esdrawkcab\u202c and " + "w" * 50_000 + " was all."
)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Yield a server of the demonstration."""
    with serving("--demo") as started:
        yield started


@pytest.fixture(scope="module")
def places() -> Iterator[Mapping[str, str]]:
    """Yield where every page and state is, by name."""
    with everywhere() as found:
        yield found


@pytest.fixture(scope="session")
def opened() -> Iterator[Browser]:
    """Yield a browser."""
    if chromium() is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with browser() as started:
        yield started


@pytest.fixture
def page(opened: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a new page; a test may say how it looks, or that it has no scripts."""
    settings: dict[str, Any] = getattr(request, "param", {})
    context = opened.new_context(**{"viewport": {"width": 1360, "height": 900}, **settings})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a server of a collection with what nobody would wish for, and a short patience."""
    data = tmp_path_factory.mktemp("odd") / "data"
    filled(data)
    with serving("--data", data, "--time-limit", "1") as started:
        yield started


def filled(data: Path) -> None:
    """Write a text that attacks whoever shows it."""
    with Writer.open(data, base=DEFAULT_BASE, actor="t") as writer:
        odd = {
            "speakers": [{"id": "mod", "kind": "organization", "name": "The m\u0456nistry"}],
            "claims": [{"id": "claim-hostile", "text": "<b>It was all</b>", "language": "en"}],
        }
        writer.load(small("hostile", HOSTILE, writer.known, **odd))
        writer.publish()
