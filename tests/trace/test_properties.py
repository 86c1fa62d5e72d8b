"""What holds of every trace, whoever cites whom: on small random graphs, and on a large bad one."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.model.traces import IndependentOrigins, OriginCount, Trace
from kg.model.views import AttributionView, Pointer, Ref, SpeakerRef
from kg.trace import Judged, Layers, Opinion, Relation, Uttered, trace
from kg.vocab import DEFAULT_BASE as BASE
from saying import CLAIM, said

SOURCES = ("s0", "s1", "s2", "s3")
NAMED = ("ministry", "mayor", "rival")
UNNAMED = ("officials", "voices")
FACTS = ("assert", "deny")
MANY = settings(max_examples=int(os.environ.get("KG_TRACE_EXAMPLES", "30")), deadline=None)


@dataclass(frozen=True)
class World:
    """Attributions as `saying.said` takes them, and judgements about them."""

    said: tuple[dict[str, Any], ...]
    opinions: tuple[Opinion, ...] = ()
    uttered: tuple[Uttered, ...] = ()

    @property
    def views(self) -> list[AttributionView]:
        """The attributions; a source that says anything is held, and is a work seen."""
        held = {one["source"] for one in self.said}
        return [_view(one, held) for one in self.said]

    def trace(self) -> Trace:
        return trace(CLAIM, Layers(self.views), Judged(self.opinions, self.uttered))

    def counted(self) -> IndependentOrigins:
        found = self.trace().independent_origins
        assert found is not None
        return found


def _view(one: dict[str, Any], held: set[str]) -> AttributionView:
    via = one.get("via")
    return said(**{**one, "via": f"+{via}" if via in held else via})


def opinion(
    n: int, relation: Relation, judges: str, against: str, *, program: bool = False
) -> Opinion:
    return Opinion(
        judgement=Pointer(id=f"j{n}", iri=f"{BASE}judgement/j{n}"),
        relation=relation,
        judges=_ref(judges),
        against=_ref(against),
        by=_ref("annotator/somebody"),
        by_program=program,
    )


def _ref(place: str) -> Ref:
    return Ref(id=place, iri=f"{BASE}{place}", label=place)


def _speaker(name: str) -> SpeakerRef:
    return SpeakerRef(**_ref(f"speaker/{name}").model_dump(), kind="organization")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    told = tuple(_said(draw, n) for n in range(draw(st.integers(1, 9))))
    return World(_nested(draw, told), _opinions(draw), _uttered(draw))


def _said(draw: st.DrawFn, n: int, source: str = "") -> dict[str, Any]:
    source = source or draw(st.sampled_from(SOURCES))
    named = draw(st.booleans())
    speaker = (
        draw(st.sampled_from(NAMED)) if named else f"{source}-{draw(st.sampled_from(UNNAMED))}"
    )
    act = draw(st.sampled_from((*FACTS, "assert", "urge")))
    others = [other for other in (*SOURCES, "mirror", "memo", None, None) if other != source]
    return {
        "id_": f"a{n}",
        "source": source,
        "speaker": speaker,
        "kind": "organization" if named else "group",
        "basis": draw(st.sampled_from(["named", "authorVoice", "open"])) if named else "described",
        "act": act,
        "polarity": "negated" if act == "deny" else "affirmed",
        "claim": draw(st.sampled_from(["taken", "taken", "taken", "other"])),
        "via": draw(st.sampled_from(others)),
        "hedges": draw(st.sampled_from([(), ("allegedly",)])),
        "utterance": draw(st.sampled_from([None, None, _ref(f"utterance/{source}-talk")])),
    }


def _nested(draw: st.DrawFn, told: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for one in told:
        around = [outer["id_"] for outer in found if outer["source"] == one["source"]]
        found.append(one | ({"within": draw(st.sampled_from([None, *around]))} if around else {}))
    return tuple(found)


def _opinions(draw: st.DrawFn) -> tuple[Opinion, ...]:
    speakers = [
        f"speaker/{name}" for name in (*NAMED, *(f"{s}-{u}" for s in SOURCES for u in UNNAMED))
    ]
    sides: dict[Relation, list[str]] = {
        "sameSpeaker": speakers,
        "sameUtterance": [f"utterance/{source}-talk" for source in SOURCES],
        "copyOf": [f"source/{source}" for source in SOURCES],
    }
    found = []
    for n in range(draw(st.integers(0, 4))):
        relation = draw(st.sampled_from(sorted(sides)))
        first, second = sorted(
            draw(st.lists(st.sampled_from(sides[relation]), min_size=2, max_size=2))
        )
        found.append(opinion(n, relation, second, first, program=draw(st.booleans())))
    return tuple(found)


def _uttered(draw: st.DrawFn) -> tuple[Uttered, ...]:
    speakers = [_speaker(name) for name in NAMED]
    return tuple(
        Uttered(
            utterance=_ref(f"utterance/{source}-talk"),
            spoken_by=draw(st.sampled_from(speakers)),
            on_behalf_of=draw(st.sampled_from([None, *speakers])),
        )
        for source in sorted(draw(st.sets(st.sampled_from(SOURCES))))
    )


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
        _said(data.draw, 100 + n, "mirror")
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


def test_two_thousand_attributions_in_complete_layers_take_less_than_two_seconds() -> None:
    """Ten layers of fourteen sources, each citing all of the next: 14 to the 10th chains."""
    layers = [[f"l{layer}-{n}" for n in range(14)] for layer in range(11)]
    attributions = [
        said(f"{source}-{n}", f"{source}-desk", source=source, via=f"+{cited}", hedges=())
        for above, below in pairwise(layers)
        for source in above
        for n, cited in enumerate(below)
    ]
    origins = [
        said(f"{source}-end", "ministry", source=source, hedges=("maybe",)) for source in layers[-1]
    ]
    started = time.perf_counter()
    found = trace(CLAIM, Layers([*attributions, *origins]), Judged())
    taken = time.perf_counter() - started
    assert len(attributions) + len(origins) == 1974
    assert found.independent_origins is not None
    assert (found.independent_origins.count, found.chains_omitted) == (1, True)
    assert [node.id for node in found.bottlenecks or ()] == ["speaker/ministry"]
    assert found.cut == ("drift",)
    assert len(found.hedge_loss or ()) == 196
    assert taken < 2
    print(f"a trace over 1,974 attributions in layers: {taken:.2f} s")


def test_a_knot_in_which_everybody_cites_everybody_takes_less_than_two_seconds() -> None:
    sources = [f"s{n:02}" for n in range(45)]
    attributions = [
        said(f"{source}-{cited}", f"{source}-desk", source=source, via=f"+{cited}")
        for source in sources
        for cited in sources
        if source != cited
    ]
    started = time.perf_counter()
    found = trace(CLAIM, Layers(attributions), Judged())
    assert time.perf_counter() - started < 2
    (cycle,) = found.cycles or ()
    assert [source.id for source in cycle.sources] == ["s00", "s01"]
    assert (cycle.others, cycle.shortest) == (43, True)
    assert found.independent_origins is not None
    assert found.independent_origins.count == 0
