"""Records are loaded while people look: what the page says follows, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accessible import violations
from cli_running import shell
from serving import Server, serving
from small_records import written

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

CLAIM = {"id": "claim-gates", "text": "the gates were opened at night", "language": "en"}
WORDS = "the gates were opened at night"
SPEAKERS = {
    "mod": {"id": "mod", "kind": "organization", "name": "The ministry"},
    "rangers": {"id": "rangers", "kind": "organization", "name": "The river rangers"},
    "mayor": {"id": "mayor", "kind": "person", "name": "Ines Quill (invented)"},
}


class Growing:
    """A collection that is served while records are loaded into it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.server = folder, server

    def load(self, name: str, speaker: str, **more: Any) -> None:
        """Load the article of a paper that credits a speaker, and wait for nothing."""
        label = SPEAKERS[speaker]["name"]
        text = f"From the {name}. {label} said {WORDS}."
        said = {
            "id": "a1", "quote": f"{label} said {WORDS}", "speaker": speaker, "mention": label,
            "basis": "named", "act": "assert", "cue": "said", "quote_mode": "indirect",
            "claim": CLAIM["id"],
        } | more  # fmt: skip
        record = written(
            name, text, invented=True, claims=[CLAIM], speakers=[SPEAKERS[speaker]],
            attributions=[said],
        ) | {"text": f"{name}.txt"}  # fmt: skip
        (self.folder / f"{name}.txt").write_text(text, "utf-8")
        (self.folder / f"{name}.json").write_text(json.dumps(record), "utf-8")
        ran = shell("load", self.folder / f"{name}.json", "--data", self.folder / "data")
        assert ran.code == 0, ran.err


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Growing]:
    """Yield a served collection with one article."""
    folder = tmp_path_factory.mktemp("growing")
    loaded = Growing(folder, None)  # type: ignore[arg-type]
    loaded.load("courier", "mod")
    with serving("--data", folder / "data") as server:
        loaded.server = server
        yield loaded


def shown(page: Page, growing: Growing, revision: int) -> dict[str, str]:
    """Return the four numbers of the claim, once the page is of a revision."""
    for _ in range(100):
        page.goto(f"{growing.server.address}/claims/{CLAIM['id']}")
        if f"Built from revision {revision}," in page.inner_text("footer"):
            break
        page.wait_for_timeout(50)
    names = page.locator(".facts dt").all_inner_texts()
    values = page.locator(".facts dd").all_inner_texts()
    return {name: value.split("\n")[0].strip() for name, value in zip(names, values, strict=True)}


def test_copies_add_documents_and_no_origin_a_new_speaker_does_and_a_denial_counts_against_it(
    page: Page, growing: Growing
) -> None:
    first = shown(page, growing, 1)
    assert (first["Independent origins"], first["Documents that carry it"]) == ("1", "1")
    for number, name in enumerate(("gazette", "tribune"), 2):
        growing.load(name, "mod")
        copied = shown(page, growing, number)
        assert copied["Independent origins"] == "1"
        assert copied["Documents that carry it"] == str(number)
    growing.load("river-post", "rangers")
    grown = shown(page, growing, 4)
    assert (grown["Independent origins"], grown["Documents that carry it"]) == ("2", "4")
    assert "2 independent origins" in page.inner_text(".lede")
    assert grown["Contradicted by"] == "0"
    growing.load("mayor-letter", "mayor", act="deny", polarity="negated")
    against = shown(page, growing, 5)
    assert (against["Contradicted by"], against["Independent origins"]) == ("1", "2")
    block = page.inner_text(".against")
    assert WORDS in block
    assert "Ines Quill (invented) denies it, in mayor-letter" in block
    assert violations(page) == []
