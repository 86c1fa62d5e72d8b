"""The ontology's files and the example as rdflib graphs; parsed by pyoxigraph, which is faster."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from kg.assets import directory

if TYPE_CHECKING:
    from rdflib.term import Node

ONTOLOGY = directory("ontology")
HERE = Path(__file__).parent
EXAMPLE = HERE / "example.trig"
EXAMPLE_TEXT = HERE / "example.txt"
TERMS = ("claim-provenance.ttl", "vocabularies.ttl")


@cache
def terms() -> Graph:
    """Return classes, properties and value lists; not to be changed."""
    graph = Graph()
    for name in TERMS:
        graph.parse(ONTOLOGY / name)
    return graph


@cache
def file(name: str) -> Graph:
    """Return one file of the ontology; not to be changed."""
    return Graph().parse(ONTOLOGY / name)


@cache
def kinds() -> list[tuple[Node, Node, Node]]:
    """Return what the shapes need of the terms: subclasses, and which value is in which list."""
    needed = {RDF.type, RDFS.subClassOf, SKOS.inScheme, SKOS.broader}
    return [triple for triple in terms() if triple[1] in needed]


def union(trig: str) -> Graph:
    """Return all graphs of a TriG document as one, with what the shapes need of the terms."""
    graph = Graph()
    for triple in kinds():
        graph.add(triple)
    for quad in ox.parse(trig, format=ox.RdfFormat.TRIG):
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


@cache
def example_graph() -> Graph:
    """Return the valid example as one graph; not to be changed."""
    return union(example())


def example() -> str:
    """Return the valid example: one invented record with everything shared that it needs."""
    return EXAMPLE.read_text(encoding="utf-8")


def term(one: ox.NamedNode | ox.BlankNode | ox.Literal) -> URIRef | BNode | Literal:
    """Return a pyoxigraph term as rdflib's."""
    if isinstance(one, ox.NamedNode):
        return URIRef(one.value)
    if isinstance(one, ox.BlankNode):
        return BNode(one.value)
    if one.language:
        return Literal(one.value, lang=one.language)
    datatype = URIRef(one.datatype.value)
    return Literal(one.value, datatype=None if datatype == XSD.string else datatype)
