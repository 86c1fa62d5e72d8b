"""Stories with answers written by hand, told as real records and asked through the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.model.answers import ContradictionListing
from kg.model.traces import IndependentOrigins, OriginCount, Trace
from reading_parts import opened, run
from story_records import CLAIM, Story

FOLDER = Path(__file__).parent / "stories"
STORIES = [
    Story(written)
    for path in sorted(FOLDER.glob("*.yaml"))
    for written in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]


def told(story: Story, *, without: str = "") -> tuple[Trace, ContradictionListing]:
    """Return what the collection answers about the claim of a story."""
    records = [record for record in story.records() if record.record != without]
    collection = opened(records).collection
    return run(collection.trace(CLAIM)), run(collection.contradictions(CLAIM))


def counts(trace: Trace) -> IndependentOrigins:
    assert trace.not_computed == ()
    assert trace.independent_origins is not None
    return trace.independent_origins


def numbers(counted: OriginCount) -> tuple[int, int]:
    return counted.count, counted.at_least


def shown(trace: Trace, contradictions: ContradictionListing) -> dict[str, Any]:
    """Return an answer in the words in which stories expect it."""
    counted = counts(trace)
    return {
        "origins": sorted(
            f"{'denied: ' if origin.polarity == 'negated' else ''}{origin.kind} {origin.speaker.id}"
            for origin in trace.origins
        ),
        "count": counted.count,
        "at_least": counted.at_least,
        "certain": sum(group.certain for group in counted.groups),
        "denials": counted.denials.count,
        "groups": sorted(
            sorted(member.speaker.id for member in group.members) for group in counted.groups
        ),
        "by_program": sum(merge.by_program for group in counted.groups for merge in group.merges),
        "cycles": sorted([source.id for source in each.sources] for each in trace.cycles or ()),
        "lost": sorted(
            f"{loss.hedged.source.id} > {loss.plain.source.id}" for loss in trace.hedge_loss or ()
        ),
        "uncounted": dict(Counter(each.reason for each in counted.uncounted)),
        "through": [
            node.iri.rpartition("/")[2]
            for node in trace.bottlenecks or ()
            if node.polarity == "affirmed"
        ],
        "contradicted_by": sorted(
            side.id
            for item in contradictions.items
            for side in (item.judges, item.against)
            if side.id != CLAIM
        ),
        "denied_by": sorted(view.speaker.id for view in contradictions.denials),
        "not_compared": dict(
            Counter(drift.not_compared for drift in trace.drift or () if drift.not_compared)
        ),
        "changed": {
            kind: [c.words for d in trace.drift or () for c in d.changes or () if c.kind == kind]
            for kind in ("removed", "added")
        },
    }


NOTHING: dict[str, Any] = {
    "denials": 0, "cycles": [], "lost": [], "uncounted": {}, "contradicted_by": [],
    "denied_by": [], "not_compared": {},
}  # fmt: skip
"""What is expected of a story that does not mention it."""


def check(expected: dict[str, Any], found: dict[str, Any]) -> None:
    for name, value in (NOTHING | expected).items():
        if name == "changed":
            assert found[name] == {"removed": [], "added": []} | value
        elif name == "groups":
            assert found[name] == sorted(map(sorted, value))
        elif name == "through" or not isinstance(value, list):
            assert found[name] == value, name
        else:
            assert found[name] == sorted(value), name


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name.replace(" ", "-"))
def test_a_story_has_the_answer_that_was_written_by_hand(
    story: Story, counted: Callable[[str, int], None]
) -> None:
    check(story.written["expect"], shown(*told(story)))
    counted("stories", 1)


@pytest.mark.parametrize(
    "story",
    [story for story in STORIES if "without" in story.written],
    ids=lambda story: story.name.replace(" ", "-"),
)
def test_a_source_that_is_retracted_leaves_no_group_that_names_it(story: Story) -> None:
    for source, expected in story.written["without"].items():
        trace, contradictions = told(story, without=source)
        check(expected, shown(trace, contradictions))
        sha16 = next(r.snapshot.sha16 for r in story.records() if r.record == source)
        groups = counts(trace).model_dump_json()
        assert f"attribution/{sha16}" not in groups


def test_there_are_thirty_stories_and_more_each_with_a_name_of_its_own() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES) >= 30
