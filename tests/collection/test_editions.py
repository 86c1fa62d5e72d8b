from __future__ import annotations

import json
from pathlib import Path

from kg.collection.editions import Editions
from kg.errors import StoreUnreachableError
from kg.store.location import Shown


class Showing:
    """A location that shows what the test says."""

    def __init__(self, shown: Shown | None) -> None:
        self.shown = shown

    def current(self) -> Shown:
        if self.shown is None:
            raise StoreUnreachableError("nothing here")
        return self.shown


def generation(folder: Path, revision: int | None = 3, **told: str) -> Shown:
    folder.mkdir(exist_ok=True)
    content = {"base": "https://x.example/", "head": "aa", "ontology": "bb", "program": "1"}
    (folder / "meta.json").write_text(json.dumps(content | told), "utf-8")
    return Shown("disk", folder, revision)


def test_the_same_content_is_the_same_edition_whenever_it_was_published(tmp_path: Path) -> None:
    first = Editions(Showing(generation(tmp_path / "a", created="today")), ()).current()
    again = Editions(Showing(generation(tmp_path / "b", created="later")), ()).current()
    assert first == again
    assert first is not None
    assert first.revision == 3


def test_two_collections_at_the_same_revision_are_two_editions(tmp_path: Path) -> None:
    editions = [
        Editions(Showing(generation(tmp_path / str(n), **told)), ()).current()
        for n, told in enumerate(({}, {"head": "cc"}, {"ontology": "dd"}, {"program": "2"}))
    ]
    assert len(set(editions)) == 4


def test_an_edition_follows_what_is_shown(tmp_path: Path) -> None:
    location = Showing(generation(tmp_path / "a"))
    editions = Editions(location, ())
    before = editions.current()
    location.shown = generation(tmp_path / "a", head="cc")
    assert editions.current() != before


def test_where_nothing_can_be_told_there_is_no_edition(tmp_path: Path) -> None:
    location = Showing(None)
    editions = Editions(location, ())
    assert editions.current() is None
    location.shown = Shown("disk", tmp_path, 3)
    assert editions.current() is None
    location.shown = generation(tmp_path / "a", revision=None)
    assert editions.current() is None


def test_an_edition_names_the_root_that_was_signed_where_one_was(tmp_path: Path) -> None:
    signed = Editions(Showing(generation(tmp_path / "a", root="ee")), ()).current()
    before = Editions(Showing(generation(tmp_path / "b")), ()).current()
    assert signed is not None
    assert before is not None
    assert (signed.root, before.root, before.events) == ("ee", "", 0)
