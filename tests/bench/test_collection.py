from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from fixture_records import fixture_collection
from kg.rdf.ids import Iris
from kg.vocab import DEFAULT_BASE, RDF
from kg_bench.collection import Invented, recorded_at
from kg_bench.sampling import Sample
from taken import taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from kg.records import ResolvedRecord

QUADS = 20_000


@pytest.fixture(scope="module")
def invented() -> tuple[list[ResolvedRecord], list[Quad]]:
    collection = Invented(7, QUADS, DEFAULT_BASE)
    found = collection.ontology()
    records = []
    for step in collection.steps():
        records.append(step.record)
        found += step.quads
    assert len(found) == collection.count
    return records, found


def shapes(found: Iterable[Quad]) -> dict[frozenset[str], set[str]]:
    """Return the predicates used on things of each combination of classes."""
    types: dict[str, set[str]] = defaultdict(set)
    predicates: dict[str, set[str]] = defaultdict(set)
    for quad in found:
        predicates[str(quad.subject)].add(str(quad.predicate))
        if quad.predicate == NamedNode(RDF + "type"):
            types[str(quad.subject)].add(str(quad.object))
    shaped: dict[frozenset[str], set[str]] = defaultdict(set)
    for thing, names in predicates.items():
        shaped[frozenset(types[thing])] |= names
    return shaped


def test_a_generated_thing_has_no_property_that_a_record_read_by_hand_has_not(
    invented: tuple[list[ResolvedRecord], list[Quad]],
) -> None:
    iris = Iris(DEFAULT_BASE)
    by_hand = shapes(
        quad
        for record in fixture_collection().records.values()
        for quad in taken(record, iris, at=recorded_at(1))
    )
    ontology = iris.graph("ontology")
    generated = shapes(quad for quad in invented[1] if quad.graph_name != ontology)

    unknown = {kinds: names - by_hand[kinds] for kinds, names in generated.items()}
    assert {kinds: names for kinds, names in unknown.items() if names} == {}


def test_every_quad_stands_once(invented: tuple[list[ResolvedRecord], list[Quad]]) -> None:
    assert len(set(invented[1])) == len(invented[1])


def test_nesting_citing_and_denying_are_as_frequent_as_promised(
    invented: tuple[list[ResolvedRecord], list[Quad]],
) -> None:
    sample = Sample(7, Iris(DEFAULT_BASE))
    for record in invented[0]:
        sample.see(record)
    counts = sample.result()["counts"]
    shares = {name: counts[name] / counts["attributions"] for name in counts}

    assert 0.40 < shares["nested"] < 0.55
    assert 0.20 < shares["via"] < 0.35
    assert 0.02 < shares["denied"] < 0.06
    assert 0.15 < shares["hedged"] < 0.25
    assert 0.10 < shares["undated"] < 0.35


def test_a_few_speakers_are_credited_often_and_most_of_them_seldom(
    invented: tuple[list[ResolvedRecord], list[Quad]],
) -> None:
    credited: dict[str, int] = defaultdict(int)
    for record in invented[0]:
        for one in record.attributions:
            credited[one.speaker] += 1
    ranked = sorted(credited.values(), reverse=True)

    assert ranked[0] > 20 * ranked[len(ranked) // 2]


def test_names_are_written_in_six_scripts(
    invented: tuple[list[ResolvedRecord], list[Quad]],
) -> None:
    languages = {
        name.lang for record in invented[0] for speaker in record.speakers for name in speaker.names
    }
    assert languages == {"az", "ru", "el", "hy", "ka", "ar"}


def test_the_seed_decides_everything() -> None:
    def first(seed: int) -> list[Quad]:
        return next(Invented(seed, 1, DEFAULT_BASE).steps()).quads

    assert first(3) == first(3)
    assert first(3) != first(4)


def test_a_sample_names_attributions_that_exist(
    invented: tuple[list[ResolvedRecord], list[Quad]],
) -> None:
    sample = Sample(7, Iris(DEFAULT_BASE))
    for record in invented[0]:
        sample.see(record)
    subjects = {str(quad.subject) for quad in invented[1]}
    asked = sample.result()["attributions"]

    assert len(asked) == 200
    assert {f"<{DEFAULT_BASE}attribution/{one}>" for one in asked} <= subjects
