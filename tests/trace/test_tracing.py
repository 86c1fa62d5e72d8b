"""Chains lead from a source to an origin, and never say more than the sources do."""

from __future__ import annotations

import pytest

from kg.model.answers import Trace
from kg.model.views import AttributionView
from kg.trace import Judged, Layers, trace
from kg.trace.tracing import MOST_CHAINS
from saying import CLAIM, said


def traced(*attributions: AttributionView) -> Trace:
    return trace(CLAIM, Layers(attributions))


def way(found: Trace, chain: int = 0) -> list[str]:
    return [step.who.id for step in found.chains[chain].steps]


def test_a_chain_goes_from_the_source_to_the_speaker_it_credits() -> None:
    found = traced(said("a", cue="said", hedges=("allegedly",), mention="the ministry"))
    assert way(found) == ["paper", "ministry"]
    source, speaker = found.chains[0].steps
    assert (source.layer, source.attribution, source.hedges) == (0, None, ())
    assert (speaker.layer, speaker.mention, speaker.cue) == (1, "the ministry", "said")
    assert (speaker.hedges, speaker.quote) == (("allegedly",), "The hill was taken")


def test_every_layer_around_an_attribution_is_a_step_of_its_own() -> None:
    found = traced(
        said("outer", claim="something-else", via="reports"),
        said("inner", "voices", kind="group", basis="open", within="outer"),
    )
    assert way(found) == ["paper", "ministry", "voices"]
    assert found.chains[0].steps[1].claim is not None
    assert found.chains[0].steps[1].claim.id == "something-else"
    assert found.chains[0].ends == "anonymous"


def test_a_layer_that_repeats_the_claim_is_a_step_and_no_chain_of_its_own() -> None:
    found = traced(said("a"), said("b", "engineers", within="a"))
    assert len(found.chains) == 1
    assert way(found) == ["paper", "ministry", "engineers"]


@pytest.mark.parametrize(
    ("attribution", "ends"),
    [
        (said("a"), "named"),
        (said("a", basis="context"), "named"),
        (said("a", kind="undisclosed", basis="described"), "anonymous"),
        (said("a", kind="group", basis="named"), "anonymous"),
        (said("a", basis="open"), "anonymous"),
        (said("a", kind="undisclosed", basis="authorVoice"), "author-voice"),
        (said("a", via="reports"), "cited-work-not-seen"),
        (said("a", via="+wire"), "not-in-cited-work"),
    ],
)
def test_a_chain_says_how_it_ends(attribution: AttributionView, ends: str) -> None:
    found = traced(attribution)
    assert [chain.ends for chain in found.chains] == [ends]
    assert [origin.kind for origin in found.origins] == [ends]


def test_a_chain_goes_on_in_a_cited_work_that_is_held() -> None:
    found = traced(said("a", source="blog", via="+wire"), said("b", source="wire", via="statement"))
    assert way(found) == ["blog", "ministry", "wire", "ministry"]
    assert [step.layer for step in found.chains[0].steps] == [0, 1, 2, 3]
    assert way(found, 1) == ["wire", "ministry"]
    assert [(o.kind, o.work and o.work.id, o.chains) for o in found.origins] == [
        ("cited-work-not-seen", "statement", 2)
    ]


def test_an_affirmation_never_goes_on_to_a_denial() -> None:
    found = traced(
        said("a", source="blog", via="+wire"),
        said("b", "rival", source="wire", act="deny", polarity="negated"),
    )
    assert way(found) == ["blog", "ministry"]
    assert found.chains[0].ends == "not-in-cited-work"


def test_a_chain_goes_on_with_the_same_speaker_where_the_work_credits_it() -> None:
    found = traced(
        said("a", source="blog", via="+wire"),
        said("b", "mayor", source="wire"),
        said("c", source="wire"),
    )
    assert way(found) == ["blog", "ministry", "wire", "ministry"]


def test_a_chain_goes_on_with_whom_the_work_credits_where_it_speaks_for_itself_here() -> None:
    found = traced(said("a", "wire-service", source="blog", via="+wire"), said("b", source="wire"))
    assert way(found) == ["blog", "wire-service", "wire", "ministry"]


def test_sources_that_cite_each_other_make_a_loop_and_no_origin_of_a_name() -> None:
    found = traced(
        said("a", "blog-team", source="paper", via="+blog"),
        said("b", "paper-team", source="blog", via="+paper"),
    )
    assert way(found) == ["paper", "blog-team", "blog", "paper-team"]
    assert {chain.ends for chain in found.chains} == {"loop"}
    assert {origin.kind for origin in found.origins} == {"loop"}


def test_two_papers_with_one_ministry_have_one_origin() -> None:
    found = traced(said("a", source="paper"), said("b", source="herald"))
    assert [(origin.speaker.id, origin.chains) for origin in found.origins] == [("ministry", 2)]
    assert [each.id for each in found.origins[0].attributions] == ["a", "b"]


def test_who_denies_a_claim_is_an_origin_of_its_own_and_marked_as_denying() -> None:
    found = traced(said("a"), said("b", source="herald", act="deny", polarity="negated"))
    assert [(origin.speaker.id, origin.polarity) for origin in found.origins] == [
        ("ministry", "affirmed"),
        ("ministry", "negated"),
    ]
    steps = [chain.steps[1] for chain in found.chains]
    assert [(step.act, step.polarity) for step in steps] == [
        ("assert", "affirmed"),
        ("deny", "negated"),
    ]
    assert {(edge.act, edge.polarity) for edge in found.edges} == {
        ("assert", "affirmed"),
        ("deny", "negated"),
    }


def test_nodes_and_edges_say_who_reports_whom_and_by_which_attribution() -> None:
    found = traced(said("a", via="reports", cue="said", stance="distancing"))
    assert [(node.id, node.kind) for node in found.nodes] == [
        ("source/paper", "source"),
        ("source/reports", "work"),
        ("speaker/ministry", "organization"),
    ]
    assert [(edge.source, edge.relation, edge.target) for edge in found.edges] == [
        ("source/paper", "cites", "source/reports"),
        ("source/reports", "credits", "speaker/ministry"),
    ]
    assert {(edge.attribution, edge.cue, edge.stance) for edge in found.edges} == {
        ("a", "said", "distancing")
    }


def test_origins_are_not_counted_without_the_judgements_that_make_them_one() -> None:
    found = traced(said("a"))
    assert (found.independent_origins, found.not_computed) == (None, ("independent_origins",))
    known = trace(CLAIM, Layers([said("a")]), Judged())
    assert known.independent_origins is not None
    assert (known.independent_origins.count, known.not_computed) == (1, ())


def test_a_claim_nobody_makes_has_an_empty_trace() -> None:
    found = traced(said("a", claim="something-else"))
    assert (found.nodes, found.edges, found.chains, found.origins) == ((), (), (), ())


def test_origins_are_complete_where_there_are_more_chains_than_are_listed() -> None:
    """Each of three works cites every statement of the next: 9 x 9 x 9 chains and their tails."""
    works = [
        said(f"{work}{n}", f"{work}-team", source=work, via=f"+{below}")
        for work, below in (("one", "two"), ("two", "three"), ("three", "four"))
        for n in range(9)
    ]
    found = traced(*works, said("last", source="four"))
    assert found.chains_omitted
    assert len(found.chains) == MOST_CHAINS
    assert [origin.speaker.id for origin in found.origins] == ["ministry"]
    assert [each.id for each in found.origins[0].attributions] == ["last"]


def test_a_chain_through_a_thousand_works_is_followed_to_its_end() -> None:
    works = [said(f"a{n}", source=f"w{n}", via=f"+w{n + 1}") for n in range(1000)]
    layers = Layers([*works, said("last", source="w1000")])
    assert trace(CLAIM, layers).origins[0].kind == "named"
