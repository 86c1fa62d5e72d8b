"""The JSON-LD context gives plain JSON the meaning of the ontology, without a network."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.vocab import CLASSES, PREFIXES, PROPERTIES, VALUES
from ontology.graphs import ONTOLOGY, term, terms

CP = Namespace("https://w3id.org/claim-provenance#")
CPV = Namespace("https://w3id.org/claim-provenance/vocab#")
BASE = "https://w3id.org/claim-provenance/"
LITERALS = {
    "byteCount": XSD.integer,
    "charCount": XSD.integer,
    "confidence": XSD.decimal,
    "earliest": XSD.date,
    "eventNumber": XSD.integer,
    "invented": XSD.boolean,
    "latest": XSD.date,
    "monthDay": XSD.gMonthDay,
    "supersededVersion": XSD.integer,
    "version": XSD.integer,
}


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    return json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def iri(entry: str | dict[str, str]) -> str:
    return entry if isinstance(entry, str) else entry["@id"]


def test_every_term_has_its_own_name_as_key(context: dict[str, Any]) -> None:
    assert {name: iri(context[name]) for name in (*CLASSES, *PROPERTIES)} == {
        name: f"cp:{name}" for name in (*CLASSES, *PROPERTIES)
    }


def test_every_key_for_our_namespaces_is_a_term(context: dict[str, Any]) -> None:
    ours = [
        iri(entry) for key, entry in context.items() if key not in PREFIXES and key != "@version"
    ]
    named = {URIRef(CP + one.removeprefix("cp:")) for one in ours if one.startswith("cp:")}
    assert named <= set(terms().subjects())


def test_prefixes_are_those_of_the_queries(context: dict[str, Any]) -> None:
    assert {key: context[key] for key in PREFIXES if key in context and key != "owl"} == {
        key: value for key, value in PREFIXES.items() if key != "owl"
    }


def test_links_are_links_and_literals_have_their_datatypes(context: dict[str, Any]) -> None:
    links = {str(one).removeprefix(CP) for one in terms().subjects(RDF.type, OWL.ObjectProperty)}
    for name in PROPERTIES:
        entry = context[name]
        if name in links:
            assert entry["@type"] in ("@id", "@vocab"), name
        else:
            assert entry.get("@type") == (
                LITERALS[name].replace(str(XSD), "xsd:") if name in LITERALS else None
            ), name


def test_no_value_is_mistaken_for_another_key(context: dict[str, Any]) -> None:
    words = {word for values in VALUES.values() for word in values}
    assert not words & set(context)


# rdflib's own reader uses a class of rdflib that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_small_document_expands_to_the_intended_triples(context: dict[str, Any]) -> None:
    document = {
        "@context": context,
        "id": BASE + "attribution/d3132cec02d122b3-178-254-1",
        "type": "Attribution",
        "speaker": {"id": BASE + "speaker/ida-holm", "type": ["Speaker", "Person"]},
        "act": "deny",
        "speakerBasis": "authorVoice",
        "cue": "denied",
        "confidence": "0.75",
        "claim": {
            "id": BASE + "claim/rationing",
            "label": {"@value": "The board plans rationing", "@language": "en"},
        },
        "said": {"id": BASE + "date/d", "edtf": "XXXX-05-04", "monthDay": "--05-04"},
    }
    one, holm = URIRef(document["id"]), URIRef(BASE + "speaker/ida-holm")
    claim, date = URIRef(BASE + "claim/rationing"), URIRef(BASE + "date/d")
    intended = {
        (one, RDF.type, CP.Attribution),
        (one, CP.speaker, holm),
        (holm, RDF.type, CP.Speaker),
        (holm, RDF.type, URIRef("http://xmlns.com/foaf/0.1/Person")),
        (one, CP.act, CPV.deny),
        (one, CP.speakerBasis, CPV.authorVoice),
        (one, CP.cue, Literal("denied")),
        (one, CP.confidence, Literal("0.75", datatype=XSD.decimal)),
        (one, CP.claim, claim),
        (claim, RDFS.label, Literal("The board plans rationing", lang="en")),
        (one, CP.said, date),
        (date, CP.edtf, Literal("XXXX-05-04")),
        (date, CP.monthDay, Literal("--05-04", datatype=XSD.gMonthDay)),
    }
    quads = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    assert {(term(q.subject), term(q.predicate), term(q.object)) for q in quads} == intended
    assert set(Graph().parse(data=json.dumps(document), format="json-ld")) == intended
