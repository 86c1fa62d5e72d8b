"""However many things there are, no question about them is longer than a query may be."""

from __future__ import annotations

import pytest

from kg.catalogue import Catalogue
from kg.reading.portions import MOST_BYTES, portions
from kg.store.guard import MAX_QUERY_BYTES
from reading_parts import CATALOGUE


@pytest.mark.parametrize(
    ("query", "named_as"),
    [
        ("judgements/same-things", ("thing", "utterance")),
        ("judgements/tied-to", ("thing",)),
        ("claims/touching", ("thing",)),
    ],
)
def test_a_portion_of_things_fits_into_each_query_that_names_them(
    query: str, named_as: tuple[str, ...]
) -> None:
    catalogue: Catalogue = CATALOGUE
    things = [
        f"https://w3id.org/claim-provenance/attribution/{n:04}-\N{SNOWMAN}" for n in range(999)
    ]
    cut = list(portions(things))
    assert [thing for portion in cut for thing in portion] == things
    for portion in cut:
        assert (
            len(catalogue[query].bind(dict.fromkeys(named_as, portion)).encode()) <= MAX_QUERY_BYTES
        )


def test_a_thing_too_long_to_share_a_portion_has_its_own() -> None:
    long = "x" * (MOST_BYTES + 1)
    assert list(portions(["a", long, "b", "c"])) == [("a",), (long,), ("b", "c")]


def test_nothing_is_no_portion() -> None:
    assert list(portions([])) == []
