"""Names that look like names of other records are found without reading those records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.keeping.books import Books
from kg.keeping.names import Names
from kg.records.resemblance import Called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANN = Called("speaker/ann", "Ann Moor")
FALSE_ANN = Called("speaker/ann-2", "Ann M\N{CYRILLIC SMALL LETTER O}or")


@pytest.fixture
def names(folder: Path) -> Iterator[Names]:
    books = Books(folder / "books.sqlite")
    yield books.names
    books.close()


def test_a_name_of_another_record_that_looks_the_same_is_found(names: Names) -> None:
    names.give("one", [ANN, Called("place/hill", "The hill")])
    assert list(names.alike([FALSE_ANN], beside="two")) == [ANN]


def test_a_records_own_earlier_names_are_not_found(names: Names) -> None:
    names.give("one", [ANN])
    assert list(names.alike([FALSE_ANN], beside="one")) == []


def test_names_go_with_the_version_that_gave_them(names: Names) -> None:
    names.give("one", [ANN])
    names.give("one", [])
    assert list(names.alike([FALSE_ANN], beside="two")) == []


def test_whoever_is_called_the_very_same_is_passed_over(names: Names) -> None:
    officials = [Called(f"speaker/voices-{n}", "officials") for n in range(9)]
    names.give("one", officials)
    assert list(names.alike([Called("speaker/others", "officials")], beside="two")) == []


def test_of_two_names_that_look_alike_in_one_record_both_are_compared(names: Names) -> None:
    names.give("one", [ANN])
    again = Called("speaker/ann-3", ANN.name)
    assert list(names.alike([again, FALSE_ANN], beside="two")) == [ANN]


def test_everybody_called_otherwise_is_found_once_however_many_records_say_so(
    names: Names,
) -> None:
    others = [Called("speaker/ann", ANN.name), Called("speaker/ann-9", ANN.name)]
    for record in ("one", "two", "three"):
        names.give(record, others)
    assert list(names.alike([FALSE_ANN], beside="four")) == others
