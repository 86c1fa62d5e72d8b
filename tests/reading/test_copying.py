"""What the texts of a collection let a program judge; each text here is a sentence or two."""

from __future__ import annotations

from typing import Any

from fixture_records import fixture_collection
from kg.copies import Proposal
from kg.reading.copying import proposals
from reading_parts import opened, run
from story_records import Story

LOCK = (
    "Officials say that the northern lock of the harbour will stay shut until the last of the "
    "three sunken barges has been lifted from the mud and towed away behind the mole."
)
"""Thirty-two words, so twenty-eight runs of five."""

BYLINE = "From our own reporter."


def proposed(sources: dict[str, Any]) -> tuple[Proposal, ...]:
    """Return what is proposed of these sources; a line with no claim is a byline of four words."""
    story = Story(
        {
            "story": "told by the test",
            "claim": "The northern lock stays shut",
            "other_claims": {"byline": "A reporter wrote this"},
            "who": {"officials": "group", "wire-desk": "organization", "paper": "organization"},
            "sources": sources,
        }
    )
    return run(proposals(opened(story.records()).collection))


def says(words: str = LOCK, **more: Any) -> dict[str, Any]:
    return {"words": words, "speaker": "officials", **more}


def byline(words: str = BYLINE) -> dict[str, Any]:
    return {"words": words, "speaker": "paper", "basis": "authorVoice", "claim": "byline"}


def test_a_paper_that_prints_the_wire_it_names_is_proposed_as_its_copy() -> None:
    (found,) = proposed(
        {
            "wire": {"says": [says()]},
            "gazette": {"says": [says(via="wire"), byline()]},
        }
    )
    assert found == Proposal(
        "copyOf",
        "source/gazette",
        "source/wire",
        1.0,
        "28 of 28 runs of five words of the shorter text stand in both; "
        "it names the other as where it has it from.",
    )


def test_where_nothing_tells_the_copy_the_same_saying_is_proposed() -> None:
    found = proposed(
        {
            "courier": {"says": [says(), byline("By the harbour desk.")]},
            "gazette": {"says": [says(), byline()]},
        }
    )
    assert [one.relation for one in found] == ["sameUtterance"]
    assert {found[0].judges[:12], found[0].against[:12]} == {"attribution/"}
    assert found[0].reason.endswith("nothing tells which text is the copy.")


def test_two_who_write_in_their_own_words_are_not_proposed() -> None:
    other = (
        "That the barges have first to be brought up from the bottom, and that no ship will pass "
        "the northern lock before, was what people in the harbour office told this paper today."
    )
    assert proposed({"courier": {"says": [says()]}, "gazette": {"says": [says(other)]}}) == ()


def test_the_program_sees_the_copies_that_a_person_saw_among_the_fixtures() -> None:
    found = run(proposals(opened(fixture_collection().records.values()).collection))
    # Both were judged copies by hand, in the records; both name the wire.
    assert [(one.relation, one.judges, one.against) for one in found] == [
        ("copyOf", "source/harbour-courier-dam", "source/ostrel-wire-dam"),
        ("copyOf", "source/velm-gazette-dam", "source/ostrel-wire-dam"),
    ]
