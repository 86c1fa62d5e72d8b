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
