"""A name may mean several things: all are listed, and nobody is chosen among equals."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.lookups import LookupAnswer
from kg.search.filters import Page
from reading_parts import BASE, Opened, opened, run
from small_records import small

ANA = {"id": "ana", "kind": "person", "name": "Ana Moor"}
OTHER = {"id": "ana-2", "kind": "person", "name": "ANA MOOR"}
CEYHUN = {
    "id": "jeyhun",
    "kind": "person",
    "name": "Jeyhun",
    "names": [{"text": "\u0414\u0436\u0435\u0439\u0445\u0443\u043d", "lang": "ru"}],
}
PLACE = {"id": "moor", "name": "Moor"}
THING = {"id": "treaty", "name": "Ana Moor"}


def said(record: str, speaker: str, about: list[str]) -> Any:
    one = {
        "id": "a1", "quote": "the hill was taken", "speaker": speaker, "basis": "context",
        "act": "assert", "quote_mode": "indirect", "claim": f"claim-{record}",
    }  # fmt: skip
    return small(
        record,
        f"The ministry said the hill was taken. {record}",
        speakers=[ANA, OTHER, CEYHUN],
        places=[PLACE],
        things=[THING],
        claims=[{"id": f"claim-{record}", "text": record, "language": "en", "about": about}],
        attributions=[one],
    )


@pytest.fixture(scope="module")
def found() -> Opened:
    return opened(
        [
            said("one", "ana", ["moor"]),
            said("two", "ana-2", ["treaty"]),
            said("three", "jeyhun", ["ana"]),
        ]
    )


def claims(answer: LookupAnswer) -> list[str]:
    return [hit.claim.id for hit in answer.items]


def answered(answer: LookupAnswer) -> list[tuple[str, str, bool]]:
    assert answer.candidates is not None
    return [(each.id, each.how, each.taken) for each in answer.candidates.items]


def test_all_that_have_the_name_are_listed_and_the_claims_of_all_are_given(found: Opened) -> None:
    answer = run(found.collection.lookup(speaker="Ana Moor"))
    assert answered(answer) == [("ana", "name", True), ("ana-2", "name", True)]
    assert claims(answer) == ["claim-one", "claim-two"]
    assert found.linked(answer.sparql, "claim") == [hit.claim.iri for hit in answer.items]


@pytest.mark.parametrize("given", ["jeyhun", "speaker/jeyhun", f"{BASE}speaker/jeyhun"])
def test_an_id_means_one(found: Opened, given: str) -> None:
    answer = run(found.collection.lookup(speaker=given))
    assert answered(answer)[0][:2] == ("jeyhun", "id")
    assert claims(answer) == ["claim-three"]


def test_a_name_that_nobody_has_is_taken_for_those_spelt_alike_and_says_so(found: Opened) -> None:
    answer = run(found.collection.lookup(speaker="CEYHUN"))
    assert answered(answer) == [("jeyhun", "spelling", True)]
    assert answer.candidates is not None
    assert answer.candidates.items[0].name == "Jeyhun"
    assert claims(answer) == ["claim-three"]


def test_a_part_of_a_name_lists_who_may_be_meant_and_takes_nobody(found: Opened) -> None:
    answer = run(found.collection.lookup(speaker="Moor"))
    assert answered(answer) == [("ana", "part", False), ("ana-2", "part", False)]
    assert answer.items == ()
    assert found.linked(answer.sparql, "thing") == [f"{BASE}place/moor"]


def test_a_topic_is_a_speaker_a_place_or_a_thing_and_a_place_only_a_place(found: Opened) -> None:
    topics = run(found.collection.lookup(topic="ana moor"))
    assert [each[0] for each in answered(topics)] == ["ana", "ana-2", "treaty"]
    assert claims(topics) == ["claim-three", "claim-two"]
    assert found.linked(topics.sparql, "claim") == [hit.claim.iri for hit in topics.items]
    place = run(found.collection.lookup(place="moor"))
    assert answered(place) == [("moor", "id", True)]
    assert claims(place) == ["claim-one"]
    assert found.linked(place.sparql, "claim") == [hit.claim.iri for hit in place.items]
    assert answered(run(found.collection.lookup(place="treaty"))) == []


def test_nobody_of_that_name_is_no_hit_and_never_means_that_they_said_nothing(
    found: Opened,
) -> None:
    answer = run(found.collection.lookup(speaker="Nobody Atall"))
    assert answered(answer) == []
    assert answer.items == ()
    assert "never means that nobody" in answer.note
    assert answered(run(found.collection.lookup(speaker="?!"))) == []


def test_claims_of_a_name_come_a_page_at_a_time(found: Opened) -> None:
    first = run(found.collection.lookup(speaker="ana moor", page=Page(limit=1)))
    assert claims(first) == ["claim-one"]
    assert first.next
    second = run(found.collection.lookup(speaker="ana moor", page=Page(limit=1, cursor=first.next)))
    assert claims(second) == ["claim-two"]
    assert second.next is None
    assert answered(second) == answered(first)


def test_what_is_not_listed_is_told(found: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.search.called.MOST_SHOWN", 1)
    answer = run(found.collection.lookup(speaker="Ana Moor"))
    assert answer.candidates is not None
    assert answer.candidates.cut
    assert claims(answer) == ["claim-one", "claim-two"]
