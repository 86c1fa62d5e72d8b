"""A real browser on a real server: every page and state by name, and how both are opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import recaptured
from endpoints import endpoint
from kg.collection.demonstrating import fill_with_fixtures
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "home": "/",
        "about": "/about",
        "lookup": "/lookup?q=Sarybaba",
        "lookup-near": "/lookup?q=Armenian+forces+came+near+Mount+Sarybaba",
        "lookup-name": "/lookup?q=Ceyhun+Bayramov",
        "lookup-none": "/lookup?q=tanks+crossed+the+glacier",
        "lookup-page-unknown": "/lookup?q=https%3A%2F%2Felsewhere.example%2Fnews",
        "lookup-too-long": "/lookup?q=" + "long+" * 500,
        "claims": "/claims",
        "claims-narrowed": "/claims?q=dam",
        "claims-none": "/claims?q=aardvark",
        "claim": "/claims/water-let-out",
        "claim-one-source": "/claims/forces-near-mount-sarybaba",
        "claim-circular": "/claims/bridge-sinking",
        "claim-urged": "/claims/parties-exercise-restraint",
        "card": "/claims/water-let-out/card",
        "card-urged": "/claims/parties-exercise-restraint/card",
        "compare": "/compare?a=8837457ecf91e2e4-226-299-1&b=8837457ecf91e2e4-130-174-1",
        "compare-groups": "/compare?one=oskaria-water-ministry&other=norvania-works-ministry",
        "compare-form": "/compare?one=ilka-marrow",
        "compare-nobody": "/compare?one=ilka-marrow&other=nobody-here",
        "changes": "/changes",
        "changes-none": "/changes?kind=erased",
        "judgements": "/judgements",
        "judgements-none": "/judgements?about=claim/ferry-paid",
        "judgement": "/judgements/july-narrower",
        "judgement-of-passages": "/judgements/claimed-by-ministry-sarybaba",
        "judgement-unknown": "/judgements/no-such-judgement",
        "reports": "/reports",
        "timeline": "/timeline",
        "timeline-exact": "/timeline?act=assert&act=deny&dated=exact",
        "timeline-year-unknown": "/timeline?source=sarybaba-report-retold&dated=part",
        "timeline-none": "/timeline?q=aardvark",
        "speakers": "/speakers",
        "sources": "/sources",
        "source-whole": "/sources/osce-statement-retold",
        "source-excerpts": "/sources/river-institute-report",
        "source-not-seen": "/sources/russian-mod-reports",
        "source-scripts": "/sources/ostrel-diary",
        "speaker": "/speakers/jeyhun-bayramov",
        "speaker-unnamed": "/speakers/velm-gazette-treaty.senior-official",
        "ontology": "/ns",
        "reference": "/api",
        "queries": "/queries",
        "query": "/queries/attributions/by-speaker",
        "query-answered": "/queries/attributions/by-speaker?speaker=russian-mod&ask=1",
        "query-wrong": "/queries/attributions/by-speaker?ask=1",
        "sparql": "/sparql",
        "sparql-rows": "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+30",
        "sparql-graph": "/sparql?query=CONSTRUCT+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+9",
        "sparql-wrong": "/sparql?query=SELECT+%3Fs+%7B%0A++%3Fs+%3Fp%0A%7D",
        "sparql-question": "/sparql?question=attributions/by-speaker",
        "sparql-question-asked": "/sparql?question=attributions/by-speaker"
        "&speaker=russian-mod&ask=1",
        "sparql-question-wrong": "/sparql?question=attributions/by-speaker&act=deny&ask=1",
        "sparql-timeline": "/sparql?query=SELECT+%3Fwords+%3Fedtf+%7B"
        "+%3Fa+cp%3Asaid%2Fcp%3Aedtf+%3Fedtf+%3B+cp%3Aclaim%2Frdfs%3Alabel+%3Fwords+%7D+LIMIT+30&show=timeline",
        "sparql-raw": "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+9&show=raw",
        "sparql-graph-raw": "/sparql?query=CONSTRUCT+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+9&show=raw",
        "sparql-alone": "/sparql?query=SELECT+*+%7B+%3Fs+a+cp%3AClaim+%7D+LIMIT+9&view=result",
        "sparql-prefix-added": "/sparql?query=SELECT+*+%7B+%3Fs+a+cp%3AClaim+%7D+LIMIT+9",
        "sparql-tidied": "/sparql?query=ASK+%7B+%3Fs+a+%3Fc+.+%3Fs+%3Fp+%3Fo+%7D&tidy=1",
        "sparql-none": "/sparql?query=SELECT+*+%7B+%3Fs+a+%3Chttp%3A%2F%2Fnone.example%2F%3E+%7D",
        "sparql-update": "/sparql?query=DELETE+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D",
        "problem-meaning": "/problems/bad-query",
        "error-unknown": "/claims/no-such-claim",
        "error-parameter": "/claims?speker=x",
        "error-address": "/nothing/here",
    }
)
"""The name of every page and state, with its address on the demonstration."""

EDITED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "anchor-moved": "/claims/claim-hill",
        "anchor-lost": "/claims/claim-dam",
        "source-edited": "/sources/paper",
        "earlier": "/claims/claim-hill?asOf=1",
        "earlier-list": "/claims?asOf=1",
        "kept": "/claims/claim-hill?asOf=2",
        "error-revision": "/claims/claim-hill?asOf=99",
    }
)
"""The same, on a collection with an article that was read twice (`recaptured`)."""

EMPTY: Final[Mapping[str, str]] = MappingProxyType(
    {"empty": "/", "empty-list": "/claims", "empty-timeline": "/timeline", "empty-about": "/about"}
)
"""The same, on a collection with nothing in it."""

DOWN: Final[Mapping[str, str]] = MappingProxyType(
    {"store-down-section": "/claims/water-let-out", "store-down": "/sources/ostrel-diary"}
)
"""The same, on a server whose endpoint answered once and is gone."""

LOOKS: Final = {
    "desktop-light": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"},
    "desktop-dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone-light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}

QUIET: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def everywhere() -> Iterator[Mapping[str, str]]:
    """Yield where every page and state is, by name, on four servers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        recaptured.fill(folder / "edited")
        with Writer.open(folder / "empty", base=DEFAULT_BASE, actor="t") as writer:
            writer.publish()
        fill_with_fixtures(folder / "demo", Settings())
        (folder / "behind").mkdir()
        behind = stack.enter_context(endpoint(folder / "demo", folder / "behind"))
        servers = (
            (PAGES, stack.enter_context(serving("--data", folder / "demo"))),
            (EDITED, stack.enter_context(serving("--data", folder / "edited"))),
            (EMPTY, stack.enter_context(serving("--data", folder / "empty"))),
            (DOWN, stack.enter_context(serving(env=os.environ | {"KG_STORE": behind.url}))),
        )
        down = servers[-1][1]
        down.client.get(DOWN["store-down-section"], headers={"Accept": "text/html"})
        behind.kill()
        yield {
            name: server.address + address for pages, server in servers
            for name, address in pages.items()
        }  # fmt: skip


def chromium() -> str | None:
    """Return where Debian's Chromium is; None where there is none."""
    return shutil.which("chromium")


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield a browser that looks for nothing outside this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        try:
            yield opened
        finally:
            opened.close()


def settled(page: Page) -> None:
    """Wait until the editor stands where one was built and scripts run."""
    if page.locator("#query[data-editor]").count():
        page.wait_for_selector(".editing .cm-content")
