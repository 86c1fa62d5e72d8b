"""Pages of a collection in which every text that an annotator writes attacks whoever shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from fastapi.testclient import TestClient
from typing_extensions import override

from browsing import PAGES
from kg import assets
from kg.records import parse
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from kg_api.app import create_app

ATTACK: Final = (
    " </bdi></title><script>harm()</script><img src=x onerror=harm()>\"' onclick=harm() "
)
LONG: Final = "w" * 50_000
WRITTEN: Final = frozenset({"name", "title", "label", "text", "note", "reason", "rights"})
"""Fields of a record that an annotator words."""


class Markup(HTMLParser):
    """What a browser would make of a page: its elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def attacking(part: Any, *, whole: bool = True) -> Any:
    """Return a record with an attack in each of its texts; the file of its text stays its own."""
    if isinstance(part, list):
        return [attacking(each, whole=False) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: each + ATTACK
        if name in WRITTEN and isinstance(each, str) and not (whole and name == "text")
        else attacking(each, whole=False)
        for name, each in part.items()
    }


def fill(directory: Path) -> None:
    """Write the demonstration with an attack in every text, and words without an end in three."""
    folder = assets.directory("fixtures")
    with Writer.open(directory, base=DEFAULT_BASE, actor="t") as writer:
        for path in sorted(folder.glob("*.yaml")):
            record = attacking(yaml.safe_load(path.read_text("utf-8")))
            for entry in (*record.get("speakers", ()), *record.get("claims", ())):
                if entry["id"] in ("ilka-marrow", "water-let-out"):
                    entry["name" if "name" in entry else "text"] = LONG
            text = (folder / record.pop("text")).read_bytes()
            data = json.dumps(record, default=lambda day: day.isoformat()).encode()
            writer.load(parse(data, name=f"{path.stem}.json", text=text, known=writer.known))
        writer.publish()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of that collection."""
    directory = tmp_path_factory.mktemp("attack") / "data"
    fill(directory)
    with TestClient(create_app(Settings(store=str(directory), workers=2))) as asking:
        yield asking


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_is_shown_as_text_on_every_kind_of_page(client: TestClient, name: str) -> None:
    page = client.get(PAGES[name], headers={"Accept": "text/html"})
    assert page.status_code < 500
    elements = Markup(page.text).elements
    scripts = [attributes["src"] for tag, attributes in elements if tag == "script"]
    assert scripts
    assert all((source or "").startswith("/static/") for source in scripts)
    assert "img" not in [tag for tag, _ in elements]
    for _, attributes in elements:
        assert not [given for given in attributes if given.startswith("on")]
        assert not (attributes.get("href") or "").startswith("javascript:")


def test_the_attack_itself_is_there_to_be_read(client: TestClient) -> None:
    for address in ("/claims/bridge-sinking", "/sources/lane-news-bridge", "/judgements"):
        assert "&lt;script&gt;harm()&lt;/script&gt;" in client.get(address).text
    assert LONG in client.get("/speakers/ilka-marrow").text
