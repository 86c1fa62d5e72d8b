"""What holds of every trace, whoever cites whom: on small random worlds.

`KG_TRACE_EXAMPLES` sets how many are tried for each property.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.model.traces import IndependentOrigins, OriginCount
from kg.trace import Judged, Layers, Relation, trace
from random_worlds import FACTS, SOURCES, World, attribution, opinion, worlds
from saying import CLAIM

MANY = settings(max_examples=int(os.environ.get("KG_TRACE_EXAMPLES", "30")), deadline=None)


def numbers(found: IndependentOrigins) -> tuple[int, int, int, int]:
    return found.count, found.at_least, found.denials.count, found.denials.at_least


def none_is_more(after: IndependentOrigins, before: IndependentOrigins) -> bool:
    return all(new <= old for new, old in zip(numbers(after), numbers(before), strict=True))


@MANY
@given(worlds(), st.data())
def test_adding_a_copy_never_raises_a_count(world: World, data: st.DataObject) -> None:
    """The copy says what its original says, of whomever it likes, citing whatever it likes."""
    original = data.draw(st.sampled_from(SOURCES))
    acts = [
        view.act
        for view in Layers(world.views).last(CLAIM)
        if view.source.id == original and view.act in FACTS
    ]
    assume(acts)
    copied = [
        attribution(data.draw, 100 + n, "mirror")
        | {"act": act, "polarity": "negated" if act == "deny" else "affirmed"}
        for n, act in enumerate(data.draw(st.lists(st.sampled_from(acts), min_size=1, max_size=3)))
    ]
    judged = opinion(99, "copyOf", "source/mirror", f"source/{original}")
    after = replace(world, said=(*world.said, *copied), opinions=(*world.opinions, judged))
    assert none_is_more(after.counted(), world.counted())


@MANY
@given(worlds(), st.sampled_from(["sameSpeaker", "sameUtterance"]), st.data())
def test_judging_two_to_be_one_never_raises_a_count(
    world: World, relation: Relation, data: st.DataObject
) -> None:
    places = (
        sorted({f"speaker/{view.speaker.id}" for view in world.views})
        if relation == "sameSpeaker"
        else [f"utterance/{source}-talk" for source in SOURCES]
    )
    first, second = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    judged = opinion(99, relation, first, second, program=data.draw(st.booleans()))
    after = replace(world, opinions=(*world.opinions, judged))
    assert none_is_more(after.counted(), world.counted())


@MANY
@given(worlds(), st.sampled_from(SOURCES))
def test_a_source_that_is_removed_is_named_by_no_group_and_leaves_none_uncounted(
    world: World, source: str
) -> None:
    left = tuple(one for one in world.said if one["source"] != source)
    after = replace(world, said=left)
    gone = {one["id_"] for one in world.said if one["source"] == source}
    assert not gone & set(told(after.counted()))
    assert sorted(told(after.counted())) == ends(after)


@MANY
@given(worlds())
def test_every_end_and_every_circle_is_told_once_in_a_group_or_with_why_not(world: World) -> None:
    assert sorted(told(world.counted())) == ends(world)


def told(found: IndependentOrigins) -> list[str]:
    """Return the attributions that are in groups or left out, but for circles."""
    grouped = [
        each.id
        for counted in (found, found.denials)
        for group in counted.groups
        for member in group.members
        for each in member.attributions
    ]
    left_out = [each.attribution.id for each in found.uncounted]
    assert len(grouped + left_out) == len(set(grouped + left_out))
    circles = {each.attribution.id for each in found.uncounted if each.reason == "circle"}
    return [each for each in grouped + left_out if each not in circles]


def ends(world: World) -> list[str]:
    """Return the attributions of the claim from which nothing leads on, worked out the slow way."""
    making = Layers(world.views).last(CLAIM)
    stated = {(view.source.iri, view.polarity) for view in making}
    found = []
    for view in making:
        on = view.via and view.via.held and (view.via.iri, view.polarity) in stated
        looping = view.act not in FACTS and on and view.id in _circling(world)
        if not on or looping:
            found.append(view.id)
    return sorted(found)


def _circling(world: World) -> set[str]:
    """Return the attributions that lead to no end, as the trace tells it."""
    return {each.attribution.id for each in world.counted().uncounted}


@MANY
@given(worlds(), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_of_anything(
    world: World, order: random.Random
) -> None:
    def shuffled(items: Any) -> Any:
        found = list(items)
        order.shuffle(found)
        return tuple(found)

    mixed = trace(
        CLAIM,
        Layers(shuffled(world.views)),
        Judged(shuffled(world.opinions), shuffled(world.uttered)),
    )
    assert mixed == world.trace()


@MANY
@given(worlds())
def test_the_reasons_shown_hold_each_group_together(world: World) -> None:
    found = world.counted()
    for counted in (found, found.denials):
        assert_numbers(counted)
        for group in counted.groups:
            members = {member.speaker.iri for member in group.members}
            reached = {min(members)}
            for _ in group.merges:
                for merge in group.merges:
                    pair = {merge.first.iri, merge.second.iri}
                    reached |= pair if pair & reached else set()
            assert members <= reached


def assert_numbers(counted: OriginCount) -> None:
    assert counted.count == len(counted.groups)
    assert min(counted.count, 1) <= counted.at_least <= counted.count


@MANY
@given(worlds())
def test_a_bottleneck_is_on_every_chain_and_a_circle_goes_round(world: World) -> None:
    found = world.trace()
    by_id = {view.id: view for view in world.views}
    for node in found.bottlenecks or ():
        for chain in found.chains:
            last = by_id[chain.steps[-1].attribution.id] if chain.steps[-1].attribution else None
            assert last is not None
            if last.polarity == node.polarity and last.act in FACTS and chain.ends != "loop":
                passed = {step.who.iri for step in chain.steps}
                passed |= {step.via.iri for step in chain.steps if step.via}
                assert node.iri in passed
    for cycle in found.cycles or ():
        following = (*cycle.sources[1:], cycle.sources[0])
        for source, cited, pointed in zip(
            cycle.sources, following, cycle.attributions, strict=True
        ):
            view = by_id[pointed.id]
            assert (view.source, view.via and view.via.iri) == (source, cited.iri)
