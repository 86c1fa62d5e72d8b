from __future__ import annotations

from typing import Any

from kg.copies import Alike, sayings
from kg.model.views import AttributionView
from kg.vocab import DEFAULT_BASE as BASE
from saying import said

PAIR = Alike(f"{BASE}source/a", f"{BASE}source/b", 40, 46, 46)
WORDS = "the northern lock will stay shut"


def view(id_: str, source: str, exact: str = WORDS, **more: Any) -> AttributionView:
    anchor = {
        "exact": exact, "prefix": "", "suffix": "", "start": 0, "end": len(exact),
        "snapshot": "0" * 16, "state": "exact",
    }  # fmt: skip
    return said(id_, source=source, anchor=anchor, **more)


def ids(*views: AttributionView) -> list[tuple[str, str]]:
    return [
        (one.one.rpartition("/")[2], one.other.rpartition("/")[2]) for one in sayings(PAIR, views)
    ]


def test_the_same_claim_of_the_same_speaker_in_the_same_words_is_one_saying() -> None:
    assert ids(view("a1", "a"), view("b1", "b", WORDS.upper() + ".")) == [("a1", "b1")]


def test_the_unnamed_speakers_of_two_copies_said_it_once() -> None:
    one = view("a1", "a", speaker="a.officials", kind="group")
    other = view("b1", "b", speaker="b.officials", kind="group")
    assert ids(one, other) == [("a1", "b1")]


def test_other_words_speakers_claims_or_acts_are_not_paired() -> None:
    one = view("a1", "a")
    for other in (
        view("b1", "b", "the northern lock will stay open"),
        view("b1", "b", speaker="somebody-else"),
        view("b1", "b", speaker="b.officials", kind="group"),
        view("b1", "b", claim="another"),
        view("b1", "b", act="deny", polarity="negated"),
        view("b1", "a"),
        view("b1", "c"),
    ):
        assert ids(one, other) == []


def test_less_than_five_words_tell_nothing() -> None:
    assert ids(view("a1", "a", "will stay shut"), view("b1", "b", "will stay shut")) == []
