"""No term is used that the ontology lacks, and none is in it that nothing uses."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.records import values
from kg.vocab import ACT_GROUPS, CLASSES, NAMESPACE, PROPERTIES, VALUES, VOCABULARY
from material import CHECKOUT
from ontology.graphs import EXAMPLE, ONTOLOGY, terms
from ontology.usage import in_folder, in_quads, in_text

KNOWN = {str(one) for one in terms().subjects() if str(one).startswith((NAMESPACE, VOCABULARY))}


def test_terms_are_seen_however_they_are_written() -> None:
    text = f'?a cp:speaker ?s ; cp:act cpv:deny . CP.claim, CPV("urge"), "{NAMESPACE}via"'
    assert in_text(text) == {
        *(NAMESPACE + name for name in ("speaker", "act", "claim", "via")),
        *(VOCABULARY + name for name in ("deny", "urge")),
    }


def test_what_only_looks_like_a_term_is_not_one() -> None:
    assert in_text('f"cp:{name}" CPV(text) scp:file http://x.example/#speaker') == set()


@pytest.mark.parametrize("folder", ["src", "api", "queries", "scripts", "ontology", "docs"])
def test_no_term_is_used_that_the_ontology_lacks(folder: str) -> None:
    used = in_folder(CHECKOUT / folder)
    assert {iri: files for iri, files in used.items() if iri not in KNOWN} == {}


def test_data_use_no_term_that_the_ontology_lacks() -> None:
    assert in_quads(ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG)) <= KNOWN


def test_every_class_and_property_is_used_in_the_data_and_in_the_shapes() -> None:
    wanted = {NAMESPACE + name for name in (*CLASSES, *PROPERTIES)}
    assert wanted <= in_quads(ox.parse(path=str(EXAMPLE), format=ox.RdfFormat.TRIG))
    assert wanted <= in_text((ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Act", values.Act),
        ("Certainty", values.Certainty),
        ("Function", [*values.Function, "sourceTag"]),  # written under `source_tags`
        ("Polarity", values.Polarity),
        ("QuoteMode", values.QuoteMode),
        ("Relation", values.Relation),
        ("SourceKind", values.SourceKind),
        ("SpeakerBasis", values.Basis),
        ("Stance", values.Stance),
    ],
)
def test_every_value_of_a_list_can_be_written_in_a_record(name: str, words: list[str]) -> None:
    assert sorted(words) == sorted(VALUES[name])


def test_groups_of_acts_cover_the_acts_once_each() -> None:
    assert sorted(act for acts in ACT_GROUPS.values() for act in acts) == sorted(VALUES["Act"])
