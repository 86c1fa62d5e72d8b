"""What is worded or spelt like something is shown apart, with what differs, and never as found."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.lookups import LookupAnswer, NearHit
from kg.search.filters import Page
from kg.search.rarity import COMMON
from reading_parts import Opened, opened, run
from small_records import small

SPEAKERS = [
    {"id": "mod", "kind": "organization", "name": "The ministry"},
    {"id": "jeyhun", "kind": "person", "name": "Jeyhun Alxas"},
    {
        "id": "anna",
        "kind": "person",
        "name": "Anna Moor",
        "names": [{"text": "\u0410\u043d\u043d\u0430 \u041c\u0443\u0440", "lang": "ru"}],
    },
]


def said(record: str, words: str, speaker: str = "mod", **claim: Any) -> Any:
    """Return a record of one sentence in which a speaker says some words, which are the claim."""
    text = f"The ministry said {words}"
    one = {
        "id": "a1", "quote": words, "speaker": speaker, "basis": "context", "act": "assert",
        "quote_mode": "indirect", "claim": f"claim-{record}",
    }  # fmt: skip
    about = {"id": f"claim-{record}", "text": words, "language": "en"} | claim
    places = [{"id": "hill", "name": "Sarybaba"}, {"id": "oskaria", "name": "Oskaria"}]
    return small(record, text, speakers=SPEAKERS, places=places, claims=[about], attributions=[one])


@pytest.fixture(scope="module")
def found() -> Opened:
    return opened(
        [
            said("taken", "Azerbaijan took the Sarybaba hill", about=["hill"]),
            said("shut", "the gates of the dam stay shut", "jeyhun"),
            said("open", "two gates of the dam were opened", "anna"),
        ]
    )


def near(answer: LookupAnswer) -> list[NearHit]:
    assert answer.near is not None
    return list(answer.near.items)


def test_a_name_spelt_otherwise_is_found_near_and_says_by_what(found: Opened) -> None:
    answer = run(found.collection.lookup(text="S\u00e1r\u0131baba hill"))
    assert answer.items == ()
    (one,) = near(answer)
    assert (one.claim.id, one.found_by, one.differs_in) == (
        "claim-taken",
        "spelling",
        ("spelling",),
    )
    assert [one.passage[start:end] for start, end in one.highlights] == ["Sarybaba", "hill"]
    assert [(each.kind, each.words) for each in one.changes] == [
        ("removed", "S\u00e1r\u0131baba"),
        ("added", "Azerbaijan took the Sarybaba"),
        ("kept", "hill"),
    ]
    assert "as it stands" in answer.note


def test_a_speaker_is_found_by_any_recorded_name_and_near_by_one_spelt_otherwise(
    found: Opened,
) -> None:
    recorded = run(found.collection.lookup(text="\u041c\u0443\u0440 gates"))
    assert [hit.claim.id for hit in recorded.items] == ["claim-open"]
    folded = run(found.collection.lookup(text="\u0414\u0436\u0435\u0439\u0445\u0443\u043d dam"))
    assert folded.items == ()
    (one,) = near(folded)
    assert (one.claim.id, one.compared, one.found_by) == ("claim-shut", "quotation", "spelling")
    assert one.speaker is not None
    assert one.speaker.label == "Jeyhun Alxas"
    (alone,) = near(run(found.collection.lookup(text="Ceyhun")))
    assert (alone.compared, alone.passage) == ("name", "Jeyhun Alxas")


def test_a_lookalike_name_is_shown_as_a_difference_and_ranks_below_what_differs_in_none(
    found: Opened,
) -> None:
    answer = run(found.collection.lookup(quote="Armenia took the Sarybaba hill"))
    assert answer.items == ()
    (one,) = near(answer)
    assert one.differs_in == ("name",)
    assert [(each.kind, each.words) for each in one.changes][:2] == [
        ("removed", "Armenia"),
        ("added", "Azerbaijan"),
    ]
    ranked = near(run(found.collection.lookup(near="two gates of the dam stay shut")))
    assert [(each.claim.id, each.differs_in) for each in ranked] == [
        ("claim-open", ()),
        ("claim-shut", ("number",)),
    ]
    assert ranked[0].score < ranked[1].score


def test_what_the_look_up_finds_is_not_near_as_well(found: Opened) -> None:
    answer = run(found.collection.lookup(text="gates dam shut"))
    assert [hit.claim.id for hit in answer.items] == ["claim-shut"]
    assert "claim-shut" not in {each.claim.id for each in near(answer)}


def test_only_the_first_page_of_words_quotations_and_likeness_has_what_is_near(
    found: Opened,
) -> None:
    first = run(found.collection.lookup(text="gates", page=Page(limit=1)))
    assert first.near is not None
    assert first.next is not None
    second = run(found.collection.lookup(text="gates", page=Page(limit=1, cursor=first.next)))
    assert second.near is None
    assert run(found.collection.lookup(url="https://example.org/")).near is None


def test_a_look_up_by_likeness_tells_all_of_the_nearest_claims_in_their_order(
    found: Opened,
) -> None:
    answer = run(found.collection.lookup(near="the gates of the dam stay open", page=Page(limit=1)))
    ranked = near(answer)
    assert ranked[0].claim.id == answer.items[0].claim.id == "claim-shut"
    assert len(answer.items) == 1
    assert answer.next is None
    linked = found.linked(answer.sparql, "claimLabel")
    assert linked == ["the gates of the dam stay shut"]


def test_the_link_gives_the_texts_that_were_compared(found: Opened) -> None:
    answer = run(found.collection.lookup(near="the gates of the dam"))
    assert answer.near is not None
    assert answer.near.sparql is not None
    texts = {*found.linked(answer.near.sparql, "exact")}
    texts |= {*found.linked(answer.near.sparql, "claimLabel")}
    assert {each.passage for each in answer.near.items} <= texts


def test_nothing_near_has_no_link_to_texts(found: Opened) -> None:
    answer = run(found.collection.lookup(near="entirely elsewhere"))
    assert answer.near is not None
    assert (answer.near.items, answer.near.sparql, answer.near.cut) == ((), None, False)
    assert "never means that nobody" in answer.note


def test_asked_twice_it_is_the_same_and_in_another_order_of_recording_too(found: Opened) -> None:
    records = [
        said("open", "two gates of the dam were opened", "anna"),
        said("shut", "the gates of the dam stay shut", "jeyhun"),
        said("taken", "Azerbaijan took the Sarybaba hill", about=["hill"]),
    ]
    other = opened(records)
    for words in ("gates of the dam", "the hill of Oskaria", "took gates"):
        asked = [run(each.collection.lookup(near=words)) for each in (found, found, other)]
        assert asked[0].near == asked[1].near == asked[2].near


def test_what_was_not_compared_is_told(found: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COMMON > 3
    monkeypatch.setattr("kg.search.neighbours.MOST_COMPARED", 1)
    answer = run(found.collection.lookup(near="gates of the dam"))
    assert answer.near is not None
    assert answer.near.cut
    assert answer.near.compared == 2  # one quotation, and the text of one claim


def test_common_words_are_looked_for_together(
    found: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.search.rarity.COMMON", 2)
    ranked = near(run(found.collection.lookup(near="the gates of the dam")))
    assert {each.claim.id for each in ranked} >= {"claim-shut", "claim-open"}
