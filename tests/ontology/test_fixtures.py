"""The fixtures, written as quads, keep every rule of the ontology."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Literal, Namespace

from fixture_records import fixture_collection
from kg.rdf.ids import Iris
from kg.vocab import DEFAULT_BASE, NAMESPACE
from ontology.graphs import kinds, term, terms
from ontology.one_graph import in_several_graphs
from ontology.reasoning import close
from ontology.shacl import violations
from ontology.usage import in_quads
from taken import taken

if TYPE_CHECKING:
    from pyoxigraph import Quad

CP = Namespace(NAMESPACE)
RECORDED = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def stored() -> set[Quad]:
    """Return the fixtures as they are stored; what records share is there once."""
    iris, records = Iris(DEFAULT_BASE), fixture_collection().records.values()
    return {
        quad
        for n, record in enumerate(records, start=1)
        for quad in taken(record, iris, at=RECORDED, event=n)
    }


@pytest.fixture(scope="module")
def graph(stored: set[Quad]) -> Graph:
    """Return all graphs as one, with what the shapes need of the terms."""
    union = Graph()
    for triple in kinds():
        union.add(triple)
    for quad in stored:
        union.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return union


def test_the_fixtures_conform_to_every_shape(graph: Graph) -> None:
    assert violations(graph) == []


def test_no_triple_of_the_fixtures_stands_in_two_graphs(stored: set[Quad]) -> None:
    assert in_several_graphs(stored) == {}


def test_the_fixtures_use_no_term_that_the_ontology_lacks(stored: set[Quad]) -> None:
    assert in_quads(stored) <= {str(one) for one in terms().subjects()}


def test_nothing_that_the_fixtures_report_as_claimed_is_derived(graph: Graph) -> None:
    claimed = [
        tuple(graph.value(one, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for one in graph.subjects(RDF.type, CP.ContentTriple)
    ]
    links = Graph()  # no axiom of ours leads from a literal or a place in a text to a link
    for triple in (*graph, *terms()):
        if not isinstance(triple[2], Literal) and not triple[0].endswith(("#anchor", "#selector")):
            links.add(triple)
    closed = close(links)
    assert claimed
    assert not [triple for triple in claimed if triple in graph or triple in closed]
