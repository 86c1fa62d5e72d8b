"""What is judged of things is found from either side, once, and with who judged so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.records import ResolvedRecord
from kg.search.answering import Answering
from kg.search.index import Index
from kg.search.naming import Json
from kg.vocab import DEFAULT_BASE as BASE
from reading_parts import quads_of
from small_records import small

HILL, DAM = f"{BASE}claim/claim-hill", f"{BASE}claim/dam"


@pytest.fixture
def index() -> Iterator[Index]:
    found = Index.open(Path(":memory:"))
    yield found
    found.close()


def judging(record: str, *relations: str) -> ResolvedRecord:
    """Return a record that judges the claims `claim-hill` and `dam` in these ways."""
    claims = [("claim-hill", "the hill was taken."), ("dam", "the dam was closed.")]
    judged = [
        {"id": f"j-{relation}", "relation": relation, "judges": "claim/claim-hill",
         "against": "claim/dam", "at": "2026-11-21"}
        for relation in relations
    ]  # fmt: skip
    return small(
        record,
        claims=[{"id": id_, "text": text, "language": "en"} for id_, text in claims],
        judgements=judged,
    )


def about(index: Index, things: list[str], *relations: str) -> list[Json]:
    asked = {"ask": "judged", "things": things, "relations": list(relations)}
    found: list[Json] = Answering(index._connection).answer(asked)["judgements"]
    return found


def test_a_judgement_is_found_by_either_side_and_once_by_both(index: Index) -> None:
    index.replace("hill", quads_of(judging("hill", "contradicts")))
    told = {
        "judgement": {"id": "j-contradicts", "iri": f"{BASE}judgement/j-contradicts"},
        "relation": "contradicts",
        "judges": HILL,
        "against": DAM,
        "by": {"id": "tester", "iri": f"{BASE}annotator/tester", "label": "A tester"},
    }
    for things in ([HILL], [DAM], [DAM, HILL]):
        assert about(index, things, "contradicts", "narrower") == [told]
    assert about(index, [f"{BASE}claim/other"], "contradicts") == []


def test_only_what_relates_them_as_asked_is_told_in_the_order_of_iris(index: Index) -> None:
    index.replace("hill", quads_of(judging("hill", "supports", "narrower", "contradicts")))
    found = about(index, [HILL], "supports", "contradicts")
    assert [each["relation"] for each in found] == ["contradicts", "supports"]


def test_a_judgement_goes_when_its_record_does_not_state_it_any_more(index: Index) -> None:
    index.replace("hill", quads_of(judging("hill", "contradicts", "supports")))
    index.replace("hill", quads_of(judging("hill", "supports")))
    assert about(index, [HILL], "contradicts") == []
    assert len(about(index, [HILL], "supports")) == 1
    index.remove("hill")
    assert about(index, [HILL], "supports") == []
