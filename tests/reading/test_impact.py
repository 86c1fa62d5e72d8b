"""What taking a record back would do: worked out by hand, and held to what it really does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import UnknownThingError
from kg.model.impact import ImpactAnswer, Reckoning
from kg.reading.collection import Collection
from kg.reading.first_known import first_known
from kg.search.filters import Page
from reading_parts import opened, run
from story_records import CLAIM, Story

STORIES = [
    Story(written)
    for path in sorted((Path(__file__).parents[1] / "trace" / "stories").glob("*.yaml"))
    for written in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]
WIRE: dict[str, Any] = {
    "story": "five outlets on one wire",
    "claim": "The ferry sank",
    "other_claims": {"crew": "The crew was saved"},
    "who": {"harbour": "organization", "pilot": "person", "sailors": "group"},
    "sources": {
        "log": {"says": [{"words": "The ferry sank, we record.", "speaker": "harbour",
                          "basis": "authorVoice"}]},
        "wire": {
            "utterances": {"call": {"spoken_by": "pilot", "on_behalf_of": "harbour"}},
            "says": [
                {"words": "The harbour logged that the ferry sank.", "speaker": "harbour",
                 "via": "log"},
                {"words": "The crew was saved, the pilot called.", "speaker": "pilot",
                 "utterance": "call", "claim": "crew"},
            ],
        },
        **{
            f"outlet-{n}": {"says": [{"words": f"The ferry sank, sailors told the wire ({n}).",
                                      "speaker": "sailors", "via": "wire"}]}
            for n in range(1, 6)
        },
        "mirror": {
            "says": [{"words": "The pilot says the ferry sank.", "speaker": "pilot"}],
            "judged": ["copyOf source/mirror source/wire"],
        },
    },
}  # fmt: skip


def impact(story: Story, record: str) -> ImpactAnswer:
    return run(opened(story.records()).collection.impact(record))


def really(collection: Collection, claim: str) -> Reckoning:
    """Return the numbers that a collection gives of a claim, zeros where there is no such claim."""
    try:
        origins = run(collection.trace(claim)).independent_origins
        making = run(collection.claim_attributions(claim, Page(limit=1000, facets=False))).items
    except UnknownThingError:
        return Reckoning(count=0, at_least=0, denials=0, attributions=0, first_known=None)
    assert origins is not None
    first = first_known(making)
    return Reckoning(
        count=origins.count,
        at_least=origins.at_least,
        denials=origins.denials.count,
        attributions=len(making),
        first_known=first.speaker if first else None,
    )


def test_five_outlets_on_a_retracted_wire_stand_on_a_work_nobody_has_seen() -> None:
    found = impact(Story(WIRE), "wire")
    assert [each.label for each in found.attributions.items] == [
        "The ferry sank", "The crew was saved",
    ]  # fmt: skip
    assert sorted(each.record.id for each in found.cited_by.items if each.record) == [
        f"record-outlet-{n}-v1" for n in range(1, 6)
    ]
    assert [each.id for each in found.copies.items] == ["mirror"]
    assert [each.id for each in found.claims_only_here.items] == ["crew"]
    assert found.speakers.items == ()  # the harbour is in the log, the pilot in the mirror
    sank, crew = sorted(found.claims.items, key=lambda each: each.claim.id != CLAIM)
    # the outlets' sailors stood behind what the harbour logged; now each stands on the wire unseen,
    # which is one group, and the mirror's pilot is no copy any more: with the log, three
    assert (sank.before.count, sank.before.at_least, sank.before.attributions) == (1, 1, 8)
    assert (sank.after.count, sank.after.at_least, sank.after.attributions) == (3, 2, 7)
    assert (crew.before.count, crew.after.count, crew.after.attributions) == (1, 0, 0)
    assert (crew.before.first_known and crew.before.first_known.id) == "pilot"
    assert crew.after.first_known is None
    assert found.complete


def test_taking_back_a_judgement_touches_claims_its_record_never_makes() -> None:
    story = Story(
        WIRE
        | {
            "sources": {
                "post": {"says": [{"words": "The ferry sank, the pilot said.",
                                   "speaker": "pilot"}]},
                "note": {"says": [{"words": "The harbour says the ferry sank.",
                                   "speaker": "harbour"}]},
                "list": {
                    "says": [{"words": "The crew was saved.", "speaker": "sailors",
                              "claim": "crew"}],
                    "judged": ["sameSpeaker speaker/pilot speaker/harbour"],
                },
            }
        }
    )  # fmt: skip
    found = impact(story, "list")
    (sank,) = [each for each in found.claims.items if each.claim.id == CLAIM]
    assert (sank.before.count, sank.after.count, sank.changed) == (1, 2, True)
    assert [each.label for each in found.judgements_given.items] == ["sameSpeaker"]


@pytest.mark.parametrize("story", [*STORIES, Story(WIRE)], ids=lambda story: story.name)
def test_the_numbers_after_are_those_of_the_trace_once_it_is_taken_back(
    story: Story, counted: Callable[[str, int], None]
) -> None:
    records = story.records()
    whole = opened(records).collection
    for record in records:
        left = opened([one for one in records if one.record != record.record]).collection
        found = run(whole.impact(record.record))
        assert found.complete
        for each in found.claims.items:
            assert each.before == really(whole, each.claim.id)
            assert each.after == really(left, each.claim.id)
        listed = {each.claim.id for each in found.claims.items}
        if CLAIM not in listed:
            assert really(whole, CLAIM) == really(left, CLAIM)
        counted("records whose impact was compared", 1)


def test_a_record_that_does_not_stand_is_told() -> None:
    with pytest.raises(UnknownThingError, match="there is no record “nothing” here"):
        impact(Story(WIRE), "nothing")
