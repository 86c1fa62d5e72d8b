"""A name is found in whichever script it is asked for, and stands in its own direction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from accessible import violations
from cli_running import shell
from serving import Server, serving
from small_records import written

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.server, pytest.mark.browser]

NAMES = {
    "az": "Ceyhun",
    "hy": "\u054b\u0565\u0575\u0570\u0578\u0582\u0576",
    "ru": "Джейхун",
    "fa": "جیحون",
}
SPEAKER = {
    "id": "jeyhun",
    "kind": "person",
    "name": "Jeyhun of Low Quay (invented)",
    "names": [{"text": text, "lang": language} for language, text in NAMES.items()],
}
PLACE = {"id": "sarybaba", "name": "Sarybaba"}
TEXT = "Jeyhun of Low Quay said Sarybaba was quiet."


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve one record whose speaker has names in four scripts."""
    folder = tmp_path_factory.mktemp("named")
    said = {
        "id": "a1", "quote": TEXT, "speaker": "jeyhun", "mention": "Jeyhun of Low Quay",
        "basis": "named", "act": "assert", "quote_mode": "indirect", "claim": "quiet",
    }  # fmt: skip
    claim = {"id": "quiet", "text": "Sarybaba was quiet", "language": "en", "about": ["sarybaba"]}
    record = written(
        "quiet", TEXT, invented=True, speakers=[SPEAKER], places=[PLACE], claims=[claim],
        attributions=[said],
    ) | {"text": "quiet.txt"}  # fmt: skip
    (folder / "quiet.txt").write_text(TEXT, "utf-8")
    (folder / "quiet.json").write_text(json.dumps(record), "utf-8")
    ran = shell("load", folder / "quiet.json", "--data", folder / "data")
    assert ran.code == 0, ran.err
    with serving("--data", folder / "data") as server:
        yield server


@pytest.mark.parametrize("language", NAMES)
def test_a_name_in_any_of_four_scripts_leads_to_the_same_speaker(
    page: Page, named: Server, language: str
) -> None:
    page.goto(f"{named.address}/lookup?q={quote(NAMES[language])}")
    page.locator("main a[href='/speakers/jeyhun']").first.click()
    page.wait_for_url("**/speakers/jeyhun")
    shown = page.eval_on_selector_all(".names bdi[lang]", "all => all.map(a => a.lang)")
    assert {*NAMES} <= {*shown}
    assert violations(page) == []


def test_a_name_from_right_to_left_does_not_move_its_neighbours(page: Page, named: Server) -> None:
    page.goto(f"{named.address}/speakers/jeyhun")
    names = page.locator(".names").first
    direction = "one => getComputedStyle(one).direction"
    assert names.locator("bdi[lang=fa]").evaluate(direction) == "rtl"
    assert names.evaluate(direction) == "ltr"
    boxes = [each.bounding_box() for each in names.locator("bdi[lang]").all()]
    places = [(box["y"], box["x"]) for box in boxes if box]
    # In the order they are listed: to the right of the one before, or on a later line.
    assert len(places) == len(NAMES)
    assert places == sorted(places)


def test_a_place_is_found_with_another_alphabets_letters(page: Page, named: Server) -> None:
    page.goto(named.address + "/lookup?q=" + quote("Sar\u0131baba"))
    assert "Sarybaba was quiet" in page.inner_text("main")
