"""The shapes pass what is right and say, in an editor's words, what is wrong."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace

import ontology.shacl
from ontology.faults import FAULTS, Fault
from ontology.graphs import example, file, union
from ontology.shacl import NoReportError, violations

SH = Namespace("http://www.w3.org/ns/shacl#")


def test_the_example_conforms_to_every_shape() -> None:
    assert violations(union(example())) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_and_named(fault: Fault) -> None:
    found = violations(union(fault.planted(example())), fault.shape)
    assert any(fault.message in one.message for one in found), found


def test_every_shape_with_a_target_finds_one_of_the_planted_faults() -> None:
    shapes, targets = file("shapes.ttl"), ("targetClass", "targetNode", "targetSubjectsOf",
                                           "targetObjectsOf")  # fmt: skip
    targeted = {one for name in targets for one in shapes.subjects(SH[name])}
    named = {str(one).rpartition("#")[2] for one in targeted}
    assert named == {fault.shape for fault in FAULTS}


def test_every_constraint_has_a_message() -> None:
    shapes = file("shapes.ttl")
    constraints = {*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)}
    assert len(constraints) > 100
    assert all(list(shapes.objects(one, SH.message)) for one in constraints)


def test_no_constraint_uses_values_which_would_break_the_validator() -> None:
    queries = [str(text) for text in file("shapes.ttl").objects(None, SH.select)]
    assert queries
    assert not [text for text in queries if "VALUES" in text.upper()]


def test_a_validator_that_fails_is_an_error_and_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x.example/> .
        x:s a sh:NodeShape ; sh:targetNode x:a ; sh:sparql [ a sh:SPARQLConstraint ;
          sh:message "m" ; sh:select "SELECT $this WHERE { VALUES ?a { 1 } $this ?p ?a }" ] .""",
        format="turtle",
    )
    monkeypatch.setattr(ontology.shacl, "file", lambda _: broken)
    with pytest.raises(NoReportError, match="VALUES"):
        violations(union(example()))


def test_only_one_shape_is_run_where_one_is_named() -> None:
    data = union(example())
    data.remove((None, RDF.type, Namespace("http://xmlns.com/foaf/0.1/").Person))
    assert [one.focus.rpartition("/")[2] for one in violations(data, "Speaker")] == ["ida-holm"]
    assert violations(data, "Record") == []
