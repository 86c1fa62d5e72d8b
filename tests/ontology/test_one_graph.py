"""Each triple stands in exactly one graph."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from ontology.graphs import EXAMPLE
from ontology.one_graph import in_several_graphs

A, B = NamedNode("https://x.example/graph/a"), NamedNode("https://x.example/graph/b")
DAM, OLD, HIGH = (NamedNode(f"https://x.example/{name}") for name in ("dam", "old", "high"))


def test_a_triple_in_two_graphs_is_found_with_both() -> None:
    quads = [Quad(DAM, OLD, HIGH, A), Quad(DAM, OLD, HIGH, B), Quad(DAM, HIGH, OLD, B)]
    assert in_several_graphs(quads) == {Triple(DAM, OLD, HIGH): {str(A), str(B)}}


def test_the_default_graph_counts_as_a_graph() -> None:
    quads = [Quad(DAM, OLD, HIGH, DefaultGraph()), Quad(DAM, OLD, HIGH, A)]
    assert list(in_several_graphs(quads)) == [Triple(DAM, OLD, HIGH)]


def test_the_same_quad_twice_is_one_quad() -> None:
    assert in_several_graphs([Quad(DAM, OLD, HIGH, A)] * 2) == {}


def test_the_example_has_no_triple_twice() -> None:
    assert in_several_graphs(parse(path=str(EXAMPLE), format=RdfFormat.TRIG)) == {}
