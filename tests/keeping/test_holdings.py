from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.keeping.books import Books, last_applied
from kg.keeping.holdings import Held, Holdings
from kg.writing.knowing import KnownRecords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BARE = '{"id": "mod", "kind": "organization", "name": "The ministry"}'
NAMED = (
    '{"id": "mod", "kind": "organization", "name": "The ministry",'
    ' "names": [{"text": "MoD", "lang": "en"}]}'
)


@pytest.fixture
def books(folder: Path) -> Iterator[Books]:
    books = Books(folder / "books.sqlite")
    yield books
    books.close()


@pytest.fixture
def holdings(books: Books) -> Holdings:
    return books.holdings


def test_a_shared_quad_goes_with_the_last_record_that_declares_it(holdings: Holdings) -> None:
    holdings.declare("one", ["a", "b"])
    holdings.declare("two", ["b"])
    assert holdings.withdraw("one", ["a", "b"]) == {"a"}
    assert not holdings.declared("a")
    assert holdings.declared("b")
    assert holdings.withdraw("two", ["b"]) == {"b"}


def test_declaring_and_withdrawing_twice_changes_nothing(holdings: Holdings) -> None:
    for _ in range(2):
        holdings.declare("one", ["a"])
    for _ in range(2):
        assert holdings.withdraw("one", ["a"]) == {"a"}


def test_a_definition_is_held_by_every_record_that_gives_it(holdings: Holdings) -> None:
    holdings.define("one", [("speaker", "mod", BARE)])
    holdings.define("two", [("speaker", "mod", NAMED)])
    assert holdings.held("speaker", "mod") == Held([BARE, NAMED], ["one", "two"])
    assert holdings.held("speaker", "mod", beside="two") == Held([BARE], ["one"])
    assert holdings.held("claim", "mod") == Held([], [])


def test_a_record_defines_what_it_said_last(holdings: Holdings) -> None:
    holdings.define("one", [("speaker", "mod", BARE)])
    holdings.define("one", [("speaker", "mod", NAMED)])
    assert holdings.held("speaker", "mod").entries == [NAMED]
    holdings.define("one", [])
    assert holdings.held("speaker", "mod").entries == []


def test_what_several_records_say_of_a_speaker_is_put_together(books: Books) -> None:
    books.holdings.define("one", [("speaker", "mod", BARE)])
    books.holdings.define("two", [("speaker", "mod", NAMED)])
    assert KnownRecords(books).definition("speaker", "mod") == {
        "id": "mod",
        "kind": "organization",
        "name": "The ministry",
        "names": [{"text": "MoD", "lang": "en"}],
        "roles": [],
        "held_by": ["one", "two"],
    }
    beside = KnownRecords(books).beside("two").definition("speaker", "mod")
    assert beside is not None
    assert "names" not in beside


def test_an_attribution_is_known_by_its_holder_alone(books: Books) -> None:
    books.holdings.define("one", [("attribution", "aa-0-5-1", "{}")])
    assert KnownRecords(books).definition("attribution", "aa-0-5-1") == {"held_by": ["one"]}
    assert KnownRecords(books).definition("attribution", "aa-0-5-2") is None


def test_what_was_not_committed_is_forgotten(folder: Path) -> None:
    books = Books(folder / "books.sqlite")
    books.remember("seq", "1")
    books.commit()
    assert not books.changed
    books.remember("seq", "2")
    assert books.changed
    books.close()
    assert last_applied(folder / "books.sqlite") == (1, "")
    again = Books(folder / "books.sqlite")
    assert again.seq == 1
    again.close()


def test_without_books_nothing_was_applied(folder: Path) -> None:
    assert last_applied(folder / "books.sqlite") == (0, "")


def test_an_entry_that_was_forgotten_can_be_held_again(holdings: Holdings) -> None:
    holdings.define("one", [("speaker", "mod", BARE), ("speaker", "mod2", NAMED)])
    holdings.define("one", [])
    holdings.forget_unheld()
    holdings.define("two", [("speaker", "mod", NAMED)])
    assert holdings.held("speaker", "mod") == Held([NAMED], ["two"])


def test_a_different_entry_of_the_record_left_out_is_not_among_those_held(
    holdings: Holdings,
) -> None:
    holdings.define("one", [("speaker", "mod", BARE)])
    holdings.define("two", [("speaker", "mod", NAMED)])
    holdings.define("three", [("speaker", "mod", NAMED)])
    assert holdings.held("speaker", "mod", beside="one") == Held([NAMED], ["three", "two"])
    assert holdings.held("speaker", "mod") == Held([BARE, NAMED], ["one", "three", "two"])
    assert holdings.held("speaker", "dam") == Held([], [])
