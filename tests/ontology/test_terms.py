"""The ontology says what each term means, in a form that any OWL 2 DL tool can read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, VANN, XSD

from kg.vocab import ACT_GROUPS, CLASSES, PROPERTIES, VALUES
from ontology.graphs import ONTOLOGY, TERMS, file, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

CP = Namespace("https://w3id.org/claim-provenance#")
CPV = Namespace("https://w3id.org/claim-provenance/vocab#")
ONTOLOGIES = {
    "claim-provenance.ttl": URIRef("https://w3id.org/claim-provenance"),
    "vocabularies.ttl": URIRef("https://w3id.org/claim-provenance/vocab"),
}
OURS = sorted(
    {str(one) for one in terms().subjects() if str(one).startswith((CP, CPV))}
)  # fmt: skip
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# OWL 2 Structural Specification, section 4: what a DL reasoner must know; no xsd:date there.
DATATYPES = {XSD.boolean, XSD.dateTime, XSD.decimal, XSD.integer, XSD.string, RDF.langString}


@pytest.mark.parametrize("name", [*TERMS, "shapes.ttl", "alignments.ttl"])
def test_two_parsers_read_the_same_triples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else it rewrites times
    other = Graph().parse(ONTOLOGY / name).serialize(format="nt")
    one = canonical(ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE))
    assert len(one) > 50
    assert one == canonical(ox.parse(other, format=ox.RdfFormat.N_TRIPLES))


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("iri", OURS)
def test_a_term_has_one_label_one_definition_an_example_and_a_source(iri: str) -> None:
    graph, one = terms(), URIRef(iri)
    assert [label.language for label in graph.objects(one, RDFS.label)] == ["en"]
    (definition,) = graph.objects(one, SKOS.definition)
    (note,) = graph.objects(one, SKOS.scopeNote)
    (example,) = graph.objects(one, SKOS.example)
    assert {definition.language, note.language, example.language} == {"en"}
    assert len(definition) > 20
    assert definition.endswith(".")
    assert len({str(definition), str(note), str(example)}) == 3
    assert all(
        isinstance(source, URIRef) or source.language == "en"
        for source in graph.objects(one, DCTERMS.source)
    )
    assert list(graph.objects(one, DCTERMS.source))


@pytest.mark.parametrize("iri", OURS)
def test_a_term_is_defined_by_the_file_it_stands_in(iri: str) -> None:
    name = "vocabularies.ttl" if iri.startswith(CPV) else "claim-provenance.ttl"
    assert list(file(name).objects(URIRef(iri), RDFS.isDefinedBy)) == [ONTOLOGIES[name]]


def test_no_two_terms_have_the_same_definition() -> None:
    found = [str(text) for text in terms().objects(None, SKOS.definition)]
    assert len(found) == len(set(found)) == len(OURS)


@pytest.mark.parametrize("name", list(ONTOLOGIES))
def test_a_header_tells_what_the_file_is(name: str) -> None:
    graph, header = file(name), ONTOLOGIES[name]
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [header]
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/0.1.0")
    assert str(graph.value(header, OWL.versionInfo)) == "0.1.0"
    assert str(graph.value(header, DCTERMS.license)).endswith("/publicdomain/zero/1.0/")
    assert str(graph.value(header, VANN.preferredNamespaceUri)) == f"{header}#"
    assert str(graph.value(header, VANN.preferredNamespacePrefix)) in ("cp", "cpv")
    for wanted in ("title", "description", "creator", "created", "modified"):
        assert graph.value(header, DCTERMS[wanted])
    assert "0.1.0" in str(graph.value(header, DCTERMS.bibliographicCitation))


def test_the_constants_in_vocab_are_the_terms_of_the_ontology() -> None:
    graph = terms()
    classes = {one for one in graph.subjects(RDF.type, OWL.Class) if one in CP}
    properties = {
        one for kind in PROPERTY_KINDS for one in graph.subjects(RDF.type, kind) if one in CP
    }
    assert classes == {CP[name] for name in CLASSES}
    assert properties == {CP[name] for name in PROPERTIES}
    assert list(CLASSES) == sorted(CLASSES)
    assert list(PROPERTIES) == sorted(PROPERTIES)


@pytest.mark.parametrize("scheme", list(VALUES))
def test_the_values_in_vocab_are_the_concepts_of_the_scheme(scheme: str) -> None:
    graph = terms()
    concepts = {str(one).removeprefix(CPV) for one in graph.subjects(SKOS.inScheme, CPV[scheme])}
    assert concepts - set(ACT_GROUPS) == set(VALUES[scheme])
    assert (CPV[scheme], RDF.type, SKOS.ConceptScheme) in graph


def test_a_concept_is_in_one_list_only() -> None:
    graph = terms()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        (above,) = [
            *graph.objects(concept, SKOS.broader),
            *graph.objects(concept, SKOS.topConceptOf),
        ]
        assert above == scheme or (above, SKOS.inScheme, scheme) in graph


def test_only_to_assert_and_to_deny_are_claims_of_fact() -> None:
    groups = {
        group: {str(one).removeprefix(CPV) for one in terms().subjects(SKOS.broader, CPV[group])}
        for group in ACT_GROUPS
    }
    assert groups == {group: set(acts) for group, acts in ACT_GROUPS.items()}
    assert groups["factual"] == {"assert", "deny"}
    assert groups["directive"] == {"urge", "demand", "ask"}


@pytest.mark.parametrize("name", ["about", "against", "inReplyTo", "judges"])
def test_links_to_anything_give_no_type(name: str) -> None:
    assert not list(terms().objects(CP[name], RDFS.domain))
    assert not list(terms().objects(CP[name], RDFS.range))


def test_no_property_is_functional_and_nothing_is_the_same_as_anything() -> None:
    assert not set(terms().subjects(RDF.type, OWL.FunctionalProperty))
    assert not set(terms().subjects(RDF.type, OWL.InverseFunctionalProperty))
    assert not list(terms().subject_objects(OWL.sameAs))
    assert not list(terms().objects(None, OWL.imports))


def test_what_cannot_be_one_thing_is_disjoint() -> None:
    apart = {
        CP[name] for name in CLASSES if name not in ("Group", "SourceTag", "Thing", "Undisclosed")
    }
    assert apart in disjoint(terms())
    assert len(apart) == 15


def test_speakers_places_and_things_are_disjoint() -> None:
    assert {CP.Speaker, CP.Place, CP.Thing} in disjoint(terms())
    assert (CP.Group, OWL.disjointWith, CP.Undisclosed) in terms()


def disjoint(graph: Graph) -> list[set[URIRef]]:
    axioms = graph.subjects(RDF.type, OWL.AllDisjointClasses)
    return [set(Collection(graph, graph.value(one, OWL.members))) for one in axioms]


def test_every_property_used_is_declared_as_one_kind_of_property() -> None:
    graph = terms()
    used = {p for p in graph.predicates() if not str(p).startswith((str(RDF), str(RDFS), str(OWL)))}
    kinds = {one: set(graph.objects(one, RDF.type)) & set(PROPERTY_KINDS) for one in used}
    assert {one for one, found in kinds.items() if len(found) != 1} == set()


def test_no_name_is_a_class_and_a_property_or_two_kinds_of_property() -> None:
    graph = terms()
    kinds = [set(graph.subjects(RDF.type, kind)) for kind in (OWL.Class, *PROPERTY_KINDS)]
    assert not any(one & other for one, other in combinations(kinds, 2))


def test_every_class_spoken_of_is_declared() -> None:
    graph, declared = terms(), set(terms().subjects(RDF.type, OWL.Class))
    spoken_of = {*graph.objects(None, RDFS.subClassOf), *graph.objects(None, RDFS.domain)}
    spoken_of |= {one for one in graph.objects(None, RDFS.range) if one not in XSD}
    assert spoken_of <= declared


def test_reification_is_kept_out_of_the_ontology() -> None:
    reserved = {RDF.Statement, RDF.subject, RDF.predicate, RDF.object}
    assert not reserved & {node for triple in terms() for node in triple}


def test_only_datatypes_of_owl_2_are_used() -> None:
    graph = terms()
    literals = {one for one in graph.objects() if isinstance(one, Literal)}
    used = {one.datatype or XSD.string for one in literals if not one.language}
    assert used <= DATATYPES
    assert {one for one in graph.objects(None, RDFS.range) if one in XSD} <= DATATYPES
