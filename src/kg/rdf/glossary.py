"""The terms of the ontology in words: what each means, what it is not, and an example."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from kg.rdf.ontology import triples
from kg.vocab import NAMESPACE, OWL, PREFIXES, RDF, RDFS, SKOS, VOCABULARY

Kind: TypeAlias = Literal["class", "property", "value"]

_OURS: Final = (NAMESPACE, VOCABULARY)
_KINDS: Final[dict[str, Kind]] = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    SKOS + "Concept": "value",
}
_ALIGNED: Final = (
    *(OWL + name for name in ("equivalentClass", "equivalentProperty")),
    *(RDFS + name for name in ("subClassOf", "subPropertyOf")),
    *(SKOS + f"{name}Match" for name in ("exact", "close", "broad", "narrow", "related")),
)


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One term of ours; `aligned` are terms of others it is related to, as `prefix:name`."""

    iri: str
    name: str
    kind: Kind
    label: str
    definition: str
    note: str
    example: str
    aligned: tuple[str, ...]


@lru_cache(maxsize=1)
def glossary() -> tuple[Entry, ...]:
    """Return every class, property and value, in the order of their IRIs."""
    stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples():
        if isinstance(triple.subject, NamedNode):
            value = triple.object
            if isinstance(value, NamedNode | RdfLiteral):
                stated[triple.subject.value][triple.predicate.value].append(value.value)
    entries = (_entry(iri, facts) for iri, facts in stated.items() if _is_ours(iri))
    return tuple(sorted(entry for entry in entries if entry))


def _is_ours(iri: str) -> bool:
    return iri.startswith(_OURS)


def _entry(iri: str, facts: dict[str, list[str]]) -> Entry | None:
    kinds = [_KINDS[each] for each in facts[RDF + "type"] if each in _KINDS]
    if not kinds:
        return None

    def one(name: str) -> str:
        return next(iter(facts[name]), "")

    others = (each for name in _ALIGNED for each in facts[name] if not _is_ours(each))
    return Entry(
        iri=iri,
        name=_short(iri),
        kind=kinds[0],
        label=one(RDFS + "label") or one(SKOS + "prefLabel"),
        definition=one(SKOS + "definition"),
        note=one(SKOS + "scopeNote"),
        example=one(SKOS + "example"),
        aligned=tuple(sorted({_short(each) for each in others})),
    )


def _short(iri: str) -> str:
    """Return an IRI with its prefix; the longest namespace that fits is taken."""
    fitting = [(space, name) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, name = max(fitting, key=lambda each: len(each[0]))
    return f"{name}:{iri.removeprefix(space)}"
