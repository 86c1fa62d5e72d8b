"""What takes a walk through everything is worked out once, and a long facet says how long it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.search import answering, reader
from kg.search.answering import Answering
from kg.search.facets import SHOWN
from kg.search.index import Index
from reading_parts import BASE, quads_of, texts
from small_records import small

NAMES = [f"{one}{other}" for one in "abcde" for other in "vwxyz"]


@pytest.fixture
def many() -> Iterator[Answering]:
    """Yield an index of 25 records, each of its own source and claim, of one speaker."""
    with closing(Index.open(Path(":memory:"))) as index:
        for name in NAMES:
            record = small(f"r-{name}", f"The ministry said the {name} was closed.")
            index.replace(record.record, quads_of(record), texts(record))
        index.commit(1)
        yield Answering(index._connection)


def facets(found: Answering, **filters: Any) -> Any:
    request = {"ask": "attributions", "filters": filters, "limit": 1, "facets": True}
    return found.answer(request)["facets"]


@pytest.mark.parametrize("filters", [{}, {"act": "assert"}])
def test_a_facet_lists_the_first_values_and_counts_the_others(
    many: Answering, filters: dict[str, str]
) -> None:
    found = facets(many, **filters)
    assert found["speaker"] == {
        "values": [{"value": "mod", "label": "The ministry", "count": 25}],
        "others": 0,
    }
    assert [each["value"] for each in found["source"]["values"]] == [
        f"paper-r-{name}" for name in NAMES[:SHOWN]
    ]
    assert found["source"]["others"] == 25 - SHOWN


@pytest.mark.parametrize(("lang", "items"), [("*", 25), ("EN", 25), ("e", 0), ("fr", 0)])
def test_a_language_range_is_matched_by_whole_subtags(
    many: Answering, lang: str, items: int
) -> None:
    request = {"ask": "attributions", "filters": {"lang": lang}, "limit": 100}
    assert len(many.answer(request)["items"]) == items


def test_only_so_much_is_remembered(many: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "REMEMBERED", 2)
    for act in ("assert", "deny", "urge"):
        facets(many, act=act)
    assert len(many._worked_out) == 2
    assert facets(many, act="assert")["act"]["values"][0]["count"] == 25


def test_counts_are_right_however_many_were_asked_for_before(
    many: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "REMEMBERED", 2)
    claims = [f"{BASE}claim/claim-r-{name}" for name in NAMES]
    for start in (0, 3, 0):
        asked = claims[start : start + 4]
        counts = many.answer({"ask": "counts", "noun": "claim", "iris": asked})["counts"]
        assert list(counts) == asked
        assert {each["attributions"] for each in counts.values()} == {1}


def test_a_thing_nobody_speaks_of_counts_nothing(many: Answering) -> None:
    iri = f"{BASE}claim/none"
    counts = many.answer({"ask": "counts", "noun": "claim", "iris": [iri]})["counts"]
    assert set(counts[iri].values()) == {0}
