"""Which reasons make origins one, which are shown, and what never counts."""

from __future__ import annotations

import time
from typing import Any

from kg.model.traces import IndependentOrigins, Merge
from kg.model.views import AttributionView, Pointer, Ref, SpeakerRef
from kg.trace import Judged, Layers, Opinion, Relation, Uttered, trace
from kg.vocab import DEFAULT_BASE as BASE
from saying import CLAIM, said


def ref(place: str) -> Ref:
    return Ref(id=place.partition("/")[2], iri=f"{BASE}{place}", label=place)


def speaker(name: str) -> SpeakerRef:
    return SpeakerRef(**ref(f"speaker/{name}").model_dump(), kind="person")


def opinion(name: str, relation: Relation, judges: str, against: str, **more: Any) -> Opinion:
    return Opinion(
        judgement=Pointer(id=name, iri=f"{BASE}judgement/{name}"),
        relation=relation,
        judges=ref(judges),
        against=ref(against),
        by=ref("annotator/desk"),
        by_program=more.pop("by_program", False),
        **more,
    )


def counted(
    *views: AttributionView, opinions: tuple[Opinion, ...] = (), uttered: tuple[Uttered, ...] = ()
) -> IndependentOrigins:
    found = trace(CLAIM, Layers(views), Judged(opinions, uttered)).independent_origins
    assert found is not None
    return found


def shown(merge: Merge) -> tuple[str, str, str, str | None, bool]:
    judgement = merge.judgement and merge.judgement.id
    return merge.reason, merge.first.id, merge.second.id, judgement, merge.by_program


A, B = said("a", "ann", source="post"), said("b", "anna", source="echo")


def test_what_a_person_judged_is_shown_before_what_a_program_judged() -> None:
    found = counted(
        A,
        B,
        opinions=(
            opinion("j1", "sameSpeaker", "speaker/ann", "speaker/anna", by_program=True),
            opinion("j2", "sameSpeaker", "speaker/ann", "speaker/anna", confidence=0.75),
        ),
    )
    ((merge,),) = [group.merges for group in found.groups]
    assert shown(merge) == ("same-speaker", "speaker/ann", "speaker/anna", "j2", False)
    assert (merge.confidence, merge.by and merge.by.label) == (0.75, "annotator/desk")


def test_a_group_that_only_a_program_holds_together_says_so() -> None:
    judged = opinion("j1", "sameSpeaker", "speaker/ann", "speaker/anna", by_program=True)
    (group,) = counted(A, B, opinions=(judged,)).groups
    assert [merge.by_program for merge in group.merges] == [True]


def test_ties_that_a_group_does_not_need_are_not_shown() -> None:
    """Anna is also judged to be somebody who says nothing here, and Ann spoke twice."""
    views = (A, B, said("c", "ann", source="star"))
    judged = (
        opinion("j1", "sameSpeaker", "speaker/ann", "speaker/anna"),
        opinion("j2", "sameSpeaker", "speaker/anna", "speaker/annika"),
    )
    (group,) = counted(*views, opinions=judged).groups
    assert [merge.judgement and merge.judgement.id for merge in group.merges] == ["j1"]
    assert [[each.id for each in member.attributions] for member in group.members] == [
        ["a", "c"],
        ["b"],
    ]


def test_who_speaks_for_whom_is_told_with_the_attribution_that_says_so() -> None:
    talk = ref("utterance/talk")
    found = counted(
        said("a", "ann", kind="person", utterance=Pointer(id=talk.id, iri=talk.iri)),
        said("b", "office", source="echo"),
        uttered=(Uttered(talk, speaker("ann"), speaker("office")),),
    )
    ((merge,),) = [group.merges for group in found.groups]
    assert shown(merge) == ("on-behalf-of", "speaker/ann", "speaker/office", None, False)
    assert merge.attribution == Pointer(id="a", iri=f"{BASE}attribution/a")


def test_two_attributions_judged_to_report_one_saying_are_one() -> None:
    judged = opinion("j1", "sameUtterance", "attribution/a", "attribution/b")
    (group,) = counted(A, B, opinions=(judged,)).groups
    assert [merge.reason for merge in group.merges] == ["utterance", "utterance", "same-utterance"]


def test_a_judgement_about_things_of_another_kind_ties_nothing() -> None:
    found = counted(
        A,
        B,
        opinions=(
            opinion("j1", "sameSpeaker", "speaker/ann", "claim/taken"),
            opinion("j2", "sameSpeaker", "speaker/anna", "claim/taken"),
            opinion("j3", "sameUtterance", "speaker/ann", "speaker/anna"),
        ),
    )
    assert found.count == 2


def test_two_sources_judged_to_be_copies_of_each_other_both_count() -> None:
    """Which of them is the original is not known; what they say is told apart by speaker."""
    found = counted(
        A,
        B,
        opinions=(
            opinion("j1", "copyOf", "source/post", "source/echo"),
            opinion("j2", "copyOf", "source/echo", "source/post"),
        ),
    )
    assert (found.count, found.uncounted) == (2, ())


def test_what_stands_only_in_a_copy_is_named_with_the_judgement() -> None:
    judged = opinion("j1", "copyOf", "source/echo", "source/post", by_program=True)
    found = counted(A, B, opinions=(judged,))
    (left,) = found.uncounted
    assert found.count == 1
    assert (left.reason, left.attribution.id, left.by_program) == ("copy", "b", True)
    assert left.judgement == judged.judgement


def test_a_copy_does_not_make_its_original_certain() -> None:
    """The original names nobody; only its copy does, and that is no better source than it."""
    found = counted(
        said("a", "voices", source="post", kind="group"),
        said("b", "voices", source="echo", kind="group"),
        said("c", "anna", source="echo"),
        opinions=(
            opinion("j1", "copyOf", "source/echo", "source/post"),
            opinion("j2", "sameSpeaker", "speaker/voices", "speaker/anna"),
        ),
    )
    (group,) = found.groups
    assert (group.certain, found.at_least) == (False, 1)


def test_a_claim_that_nobody_makes_has_no_origin() -> None:
    found = counted(said("a", claim="other"))
    assert (found.count, found.at_least, found.denials.count, found.uncounted) == (0, 0, 0, ())


def test_who_denies_and_who_affirms_are_never_in_one_group() -> None:
    found = counted(A, said("b", "ann", source="post", act="deny", polarity="negated"))
    assert [group.members[0].attributions[0].id for group in found.groups] == ["a"]
    assert [group.members[0].attributions[0].id for group in found.denials.groups] == ["b"]


def test_a_long_label_names_three_and_counts_the_rest() -> None:
    names = ["ann", "bea", "cid", "dan", "eve"]
    judged = tuple(
        opinion(f"j{n}", "sameSpeaker", "speaker/ann", f"speaker/{name}")
        for n, name in enumerate(names[1:])
    )
    (group,) = counted(*(said(name, name) for name in names), opinions=judged).groups
    assert group.label == "ann, bea, cid and 2 more"


def test_a_thousand_sources_judged_copies_of_each_other_in_a_ring_cost_less_than_two_seconds() -> (
    None
):
    names = [f"s{n:03}" for n in range(1000)]
    judged = tuple(
        opinion(f"j{source}", "copyOf", f"source/{source}", f"source/{original}")
        for source, original in zip(names, (*names[1:], names[0]), strict=True)
    )
    started = time.process_time()
    found = counted(*(said(name, "ann", source=name) for name in names), opinions=judged)
    assert time.process_time() - started < 2
    assert (found.count, found.uncounted) == (1, ())
