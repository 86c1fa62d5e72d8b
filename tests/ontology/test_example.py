"""The example is true to its text, to its record and to the guide; all else here builds on it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

import pyoxigraph as ox
import pytest
from rdflib import RDF, Namespace

from kg.rdf.ids import Iris
from kg.records import load
from kg.vocab import CLASSES, DEFAULT_BASE, OA, PROPERTIES
from material import CHECKOUT
from ontology.graphs import EXAMPLE, EXAMPLE_TEXT, example_graph, terms
from taken import taken

CP = Namespace("https://w3id.org/claim-provenance#")
OA_ = Namespace(OA)


def test_the_snapshot_has_the_hash_and_the_lengths_of_the_text() -> None:
    graph, octets = example_graph(), EXAMPLE_TEXT.read_bytes()
    (snapshot,) = graph.subjects(RDF.type, CP.Snapshot)
    assert str(graph.value(snapshot, CP.sha256)) == hashlib.sha256(octets).hexdigest()
    assert str(snapshot).endswith(hashlib.sha256(octets).hexdigest()[:16])
    assert graph.value(snapshot, CP.byteCount).toPython() == len(octets) == 321
    assert graph.value(snapshot, CP.charCount).toPython() == len(octets.decode()) == 319


def test_every_anchor_quotes_the_text_at_its_offsets() -> None:
    graph, text = example_graph(), EXAMPLE_TEXT.read_text(encoding="utf-8")
    selectors = list(graph.objects(None, OA_.hasSelector))
    assert len(selectors) == 10
    for one in selectors:
        start, end = (graph.value(one, OA_[name]).toPython() for name in ("start", "end"))
        assert str(graph.value(one, OA_.exact)) == text[start:end]
        assert str(graph.value(one, OA_.prefix)) == text[max(0, start - 32) : start]
        assert str(graph.value(one, OA_.suffix)) == text[end : end + 32]


def test_the_record_gives_exactly_the_quads_of_the_example() -> None:
    iris = Iris(DEFAULT_BASE)
    given = taken(
        load(EXAMPLE.with_suffix(".yaml")),
        iris,
        at=datetime(2026, 11, 22, tzinfo=UTC),
        event=2,
        actor="jane-doe",
        version=2,
        earlier=1,
    )
    assert set(given) == set(ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG))


def test_the_guide_shows_the_very_text_and_record() -> None:
    guide = (CHECKOUT / "docs" / "ontology.md").read_text(encoding="utf-8")
    record = EXAMPLE.with_suffix(".yaml").read_text(encoding="utf-8")
    quoted = re.findall(r"```(yaml|text)\n(.*?)```", guide, flags=re.DOTALL)
    assert {kind for kind, _ in quoted} == {"text", "yaml"}
    for kind, block in quoted:
        assert block in (record if kind == "yaml" else EXAMPLE_TEXT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_has_an_instance_of_every_class(name: str) -> None:
    assert set(example_graph().subjects(RDF.type, CP[name])) - set(terms().subjects())


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_example_uses_every_property(name: str) -> None:
    assert list(example_graph().subject_objects(CP[name]))
