"""Names that mislead are flagged in words, and what turns them around is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.model.views import Ref
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from kg_api.app import create_app
from kg_api.pages.rendering import environment
from small_records import small

ODD = "The m\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}nistry"
ALIKE = "looks like another name"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of two records whose speakers differ by one letter that nobody sees."""
    directory: Path = tmp_path_factory.mktemp("alike") / "data"
    odd = [{"id": "mod-2", "kind": "organization", "name": ODD}]
    with Writer.open(directory, base=DEFAULT_BASE, actor="t") as writer:
        writer.load(small("hill", known=writer.known))
        other = small("hill-2", "The ministry said the hill was sold.", writer.known)
        writer.load(other)
        said = [{**each, "speaker": "mod-2"} for each in _attributions()]
        text = "The ministry said the dam was sold."
        writer.load(small("dam", text, writer.known, speakers=odd, attributions=said))
        writer.publish()
    with TestClient(create_app(Settings(store=str(directory), workers=2))) as asking:
        yield asking


def _attributions() -> list[dict[str, str]]:
    return [
        {
            "id": "a1", "quote": "The ministry said the dam was sold.", "mention": "The ministry",
            "basis": "named", "act": "assert", "cue": "said", "quote_mode": "indirect",
            "claim": "claim-dam",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "/claims/claim-dam", "/claims/claim-hill", "/sources/paper-dam", "/speakers",
        "/timeline", "/lookup?q=ministry", "/compare?one=mod&other=mod-2",
    ],
)  # fmt: skip
def test_a_name_that_looks_like_another_one_is_flagged_wherever_it_stands(
    client: TestClient, address: str
) -> None:
    page = client.get(address).text
    assert ALIKE in page


def test_the_page_of_each_names_the_other_and_the_scripts(client: TestClient) -> None:
    page = client.get("/speakers/mod-2").text
    assert "(Latin and Cyrillic)" in page
    assert 'href="/speakers/mod"' in page.split("Names on record")[0]
    assert 'href="/speakers/mod-2"' in client.get("/speakers/mod").text


def test_the_drawing_says_so_too(client: TestClient) -> None:
    assert "mixes scripts, org" in client.get("/claims/claim-dam").text


def test_what_turns_a_name_around_is_shown_as_a_mark_and_an_odd_address_is_no_link() -> None:
    shown = environment().from_string(
        "{% import 'pieces.html' as p %}{{ p.name(one, 'speakers') }}{{ p.outside(address) }}"
    )
    one = Ref(id="mod", iri="mod", label="\u202eyrtsinim eht\u202c")
    told = shown.render(one=one, address="javascript:harm()")
    assert "[U+202E]yrtsinim eht[U+202C]" in told
    assert "\u202e" not in told
    assert "<a href" not in told.split("mod", 1)[1].split(">", 1)[1]
