from __future__ import annotations

from datetime import UTC, datetime

import pyoxigraph as ox

from kg.judgements import Judgement
from kg.rdf.change import Change, change_quads
from kg.rdf.ids import Iris
from kg.rdf.judgement import quads
from kg.vocab import PREFIXES
from ontology.graphs import example, union
from ontology.shacl import violations

BASE = "https://w3id.org/claim-provenance/"
JUDGEMENT = Judgement.model_validate(
    {
        "relation": "titleConflict",
        "judges": "mention/d3132cec02d122b3-192-206-1",
        "against": "speaker/ida-holm",
        "by": {"id": "kg-titles", "name": "kg titles", "kind": "program"},
        "at": "2026-11-21",
        "reason": "two papers of that week differ",
        "confidence": 0.25,
    }
)
WRITTEN = list(quads(JUDGEMENT, Iris(BASE), event=9))
GIVEN = Change(
    9, "given", f"judgement/{JUDGEMENT.id}", datetime(2026, 11, 22, 12, tzinfo=UTC), "desk", 1
)
EXPECTED = f"""
@base <{BASE}> .
PREFIX cp: <https://w3id.org/claim-provenance#>
PREFIX cpv: <https://w3id.org/claim-provenance/vocab#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<graph/judgements> {{
  <judgement/{JUDGEMENT.id}> a cp:Judgement ; cp:relation cpv:titleConflict ;
    cp:judges <mention/d3132cec02d122b3-192-206-1> ; cp:against <speaker/ida-holm> ;
    cp:confidence 0.25 ; rdfs:comment "two papers of that week differ" ;
    prov:wasAttributedTo <annotator/kg-titles> ;
    prov:generatedAtTime "2026-11-21T00:00:00Z"^^xsd:dateTime ; prov:wasGeneratedBy <event/9> .
}}
<graph/reference> {{
  <annotator/kg-titles> a prov:SoftwareAgent ; rdfs:label "kg titles" .
}}
"""


def test_a_judgement_by_itself_has_an_event_in_place_of_a_record() -> None:
    assert set(WRITTEN) == set(ox.parse(EXPECTED, format=ox.RdfFormat.TRIG))
    assert len(WRITTEN) == len(set(WRITTEN))


def test_it_conforms_to_every_shape_beside_what_it_is_about() -> None:
    told = [*WRITTEN, *change_quads(GIVEN, Iris(BASE))]
    text = ox.serialize(told, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""
    assert violations(union(example() + "\n" + text.decode())) == []
