"""Judgements are followed from thing to thing until nothing new is named, or nothing is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.model.traces import Trace
from kg.reading import same_origin
from kg.reading.collection import Collection
from reading_parts import opened, run
from story_records import CLAIM, Story

SPEAKERS = Path(__file__).parents[1] / "trace" / "stories" / "speakers.yaml"
BY_WAY_OF_A_THIRD = "three names that are one by way of a third who says nothing here"


@pytest.fixture(scope="module")
def collection() -> Collection:
    stories = map(Story, yaml.load(SPEAKERS.read_text("utf-8"), yaml.CSafeLoader))
    (story,) = [story for story in stories if story.name == BY_WAY_OF_A_THIRD]
    return opened(story.records()).collection


def test_a_judgement_about_somebody_on_no_chain_is_found_by_way_of_another(
    collection: Collection,
) -> None:
    counted = run(collection.trace(CLAIM)).independent_origins
    assert counted is not None
    (group,) = counted.groups
    assert sorted(merge.second.id for merge in group.merges) == ["speaker/mara-dorn"] * 2
    assert {merge.by and merge.by.label for merge in group.merges} == {"The story desk"}


def test_nothing_is_counted_where_judgements_lead_on_without_an_end(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same_origin, "MOST_THINGS", 0)
    found = run(collection.trace(CLAIM))
    assert (found.independent_origins, found.not_computed) == (None, ("independent_origins",))
    assert found.bottlenecks == ()


def test_a_look_up_counts_the_same_as_the_trace_alone(collection: Collection) -> None:
    hits = run(collection.lookup(text="well")).items
    assert sorted(hit.claim.id for hit in hits) == ["older", CLAIM]
    for hit in hits:
        alone = run(collection.trace(hit.claim.id))
        assert hit.trace.model_dump() == alone.model_dump(include=set(Trace.model_fields))
