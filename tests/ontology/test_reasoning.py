"""What somebody said is never derived, whatever is reasoned from the rest (OWL 2 RL)."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from ontology.graphs import example, example_graph, file, terms, union
from ontology.reasoning import ERROR, close

CP = Namespace("https://w3id.org/claim-provenance#")
BASE = "https://w3id.org/claim-provenance/"


@pytest.fixture(scope="module")
def closed() -> Graph:
    graph = union(example())
    for triple in (*terms(), *file("alignments.ttl")):
        graph.add(triple)
    return close(graph)


def test_no_claimed_triple_is_derived(closed: Graph) -> None:
    claimed = [
        (
            closed.value(one, RDF.subject),
            closed.value(one, RDF.predicate),
            closed.value(one, RDF.object),
        )
        for one in closed.subjects(RDF.type, CP.ContentTriple)
    ]
    assert len(claimed) == 1
    assert not any(triple in closed for triple in claimed)


def test_claimed_things_get_no_type_they_were_not_given(closed: Graph) -> None:
    given = example_graph()
    content = (
        node for one in closed.subjects(RDF.type, CP.ContentTriple)
        for node in closed.objects(one) if node in set(given.subjects()) - set(terms().subjects())
    )  # fmt: skip
    nodes = {*content, *closed.subjects(RDF.type, CP.Thing), *closed.subjects(RDF.type, CP.Claim)}
    assert URIRef(BASE + "relation/plans") in nodes
    for node in nodes:
        stated = set(given.objects(node, RDF.type))
        wider = {up for kind in stated for up in given.transitive_objects(kind, RDFS.subClassOf)}
        assert set(closed.objects(node, RDF.type)) <= wider | {OWL.Thing, RDFS.Resource}


def test_the_example_and_the_ontology_contradict_nothing(closed: Graph) -> None:
    assert not list(closed.objects(None, ERROR))


def test_nobody_is_ever_made_the_same_as_somebody_else(closed: Graph) -> None:
    ours = [pair for pair in closed.subject_objects(OWL.sameAs) if str(pair[0]).startswith(BASE)]
    assert all(one == other for one, other in ours)


def test_the_ontology_contradicts_what_cannot_be() -> None:
    graph = Graph()
    for triple in file("claim-provenance.ttl"):
        if not isinstance(triple[2], Literal):
            graph.add(triple)
    graph.parse(
        data=f"""@base <{BASE}> . @prefix cp: <{CP}> .
        <claim-with-a-speaker> a cp:Claim ; cp:speaker <somebody> .
        <older> cp:supersedes <newer> . <newer> cp:supersedes <older> .
        <in-itself> cp:within <in-itself> .
        <group-of-one> a cp:Group , cp:Undisclosed .""",
        format="turtle",
    )
    errors = [str(text) for text in close(graph).objects(None, ERROR)]
    for name in ("claim-with-a-speaker", "older", "in-itself", "group-of-one"):
        assert any(name in text for text in errors), name
