"""Drawings of a trace say what the trace says, and words of others can do no harm in them."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.answers import TraceAnswer
from kg.model.views import AttributionView
from kg.trace import Judged, Layers, trace
from kg.trace.graphml import graphml
from kg.trace.mermaid import escaped, mermaid
from saying import CLAIM, said

NASTY = 'end"] --> n9["<script>&#59;\u202e\x0b`%%\n;'


def answer(*attributions: AttributionView) -> TraceAnswer:
    found = trace(CLAIM, Layers(attributions), Judged())
    return TraceAnswer(
        id="taken", iri=CLAIM, label="It was taken", revision=1, sparql="", **dict(found)
    )


def labelled(label: str, **more: Any) -> AttributionView:
    view = said("a", "ministry", **more)
    speaker = view.speaker.model_copy(update={"label": label})
    return view.model_copy(update={"speaker": speaker})


@pytest.fixture
def wire() -> TraceAnswer:
    return answer(
        said("a", source="paper", via="+wire"),
        said("b", source="wire", via="memo", hedges=("allegedly",)),
        said("c", "rival", source="wire", act="deny", polarity="negated"),
    )


def read(document: str) -> nx.MultiDiGraph[str]:
    found: nx.MultiDiGraph[str] = nx.read_graphml(
        io.BytesIO(document.encode()), force_multigraph=True
    )
    return found


def test_graphml_holds_every_node_and_edge_with_its_attributes(wire: TraceAnswer) -> None:
    found = read(graphml(wire))
    assert {node: data["kind"] for node, data in found.nodes(data=True)} == {
        "source/paper": "source",
        "source/wire": "source",
        "source/memo": "work",
        "speaker/ministry": "organization",
        "speaker/rival": "organization",
    }
    hedged = [(a, b) for a, b, data in found.edges(data=True) if data["hedges"] == "allegedly"]
    assert sorted(hedged) == [("source/memo", "speaker/ministry"), ("source/wire", "source/memo")]
    assert found.nodes["source/wire"]["bottleneck"] is True
    assert found.nodes["source/paper"]["bottleneck"] is False
    assert found.nodes["speaker/rival"]["origin_group"] == "denies: 1. rival"
    assert (found.graph["count"], found.graph["claim"]) == (1, CLAIM)


def test_edges_of_graphml_have_names_of_their_own(wire: TraceAnswer) -> None:
    keys = [key for _, _, key in read(graphml(wire)).edges(keys=True)]
    assert len(keys) == len(set(keys)) == len(wire.edges) == 5


def test_graphml_stays_well_formed_whatever_a_speaker_is_called() -> None:
    found = read(graphml(answer(labelled(NASTY))))
    label = found.nodes["speaker/ministry"]["label"]
    assert label == 'end"] --> n9["<script>&#59;\ufffd `%% ;'


def test_mermaid_draws_sources_works_and_speakers_from_the_source_inwards(
    wire: TraceAnswer,
) -> None:
    lines = mermaid(wire).splitlines()
    assert lines[:2] == ["flowchart LR", "  %% 1 independent origins, 1 for certain, 1 denying"]
    assert '  n0[/"memo"/]' in lines
    assert "  class n0 unseen" in lines
    assert '  n1["paper"]' in lines
    assert '  n4(["rival"])' in lines
    assert "  class n4 denies" in lines
    assert '  n1 -->|"cites"| n2' in lines
    assert '  n2 -->|"cites, “allegedly”"| n0' in lines
    assert '  n2 -.->|"deny"| n4' in lines


def test_no_words_end_a_label_of_mermaid_early() -> None:
    (line,) = [line for line in mermaid(answer(labelled(NASTY))).splitlines() if "(" in line]
    assert line == (
        '  n1(["end#34;#93; --#62; n9#91;#34;#60;script#62;#38;#35;59#59;#65533;'
        ' #96;#37;#37; #59;"])'
    )


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_escaped_words_have_nothing_that_mermaid_could_take_for_its_own(text: str) -> None:
    assert not set(escaped(text)) & set('"[]{}<>|`%&\n\r\t')


def test_the_least_trace_of_all_can_be_drawn_too() -> None:
    nothing = answer(said("a", claim="something-else"))
    assert len(read(graphml(nothing))) == 0
    assert mermaid(nothing).startswith("flowchart LR\n")
