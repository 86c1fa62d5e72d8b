"""How our terms relate to others': never so that something said becomes something that is."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, SKOS, Namespace

from ontology.graphs import file, terms

CP = Namespace("https://w3id.org/claim-provenance#")
CPV = Namespace("https://w3id.org/claim-provenance/vocab#")
ALIGNED = [
    triple for triple in file("alignments.ttl") if triple[0] in CP or triple[0] in CPV
]  # fmt: skip


def test_only_subclass_and_close_match_are_used() -> None:
    assert {link for _, link, _ in ALIGNED} == {RDFS.subClassOf, SKOS.closeMatch}


def test_only_terms_of_ours_are_aligned_and_only_with_terms_of_others() -> None:
    known = set(terms().subjects())
    assert {one for one, _, _ in ALIGNED} <= known
    assert not [other for _, _, other in ALIGNED if other in CP or other in CPV]


def test_nothing_is_imported_and_a_close_match_has_no_logical_consequence() -> None:
    graph = file("alignments.ttl")
    assert not list(graph.objects(None, OWL.imports))
    assert (SKOS.closeMatch, RDF.type, OWL.AnnotationProperty) in graph


def test_what_is_only_said_is_no_subclass_of_anything() -> None:
    said = {CP.Claim, CP.ContentTriple, CP.Utterance, CP.Place, CP.Thing, CP.Mention}
    assert not [one for one, link, _ in ALIGNED if link == RDFS.subClassOf and one in said]


def test_each_vocabulary_promised_is_aligned() -> None:
    others = {str(other) for _, _, other in ALIGNED}
    for namespace in (
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/oa#",
        "https://schema.org/",
        "http://www.nanopub.org/nschema#",
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://groundedannotationframework.org/grasp#",
    ):
        assert any(other.startswith(namespace) for other in others), namespace
