"""What a thing is called: enough of it to name it inside the view of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from kg.search.facts import Facts
from kg.vocab import CP, DCTERMS, FOAF, ORG, RDF, RDFS

Json: TypeAlias = dict[str, Any]

_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        CP.Undisclosed: "undisclosed",
        CP.Group: "group",
        FOAF + "Person": "person",
        ORG + "Organization": "organization",
    }
)
"""Classes of speakers, the most cautious first: it is taken where several are stated."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """The name of one thing.

    `language` is a claim's (of its text) or a source's. `kind` is a speaker's. `held` says that
    there is a snapshot of a source.
    """

    iri: str
    label: str
    language: str | None = None
    kind: str | None = None
    held: bool = False


Names: TypeAlias = Mapping[str, Name]


def name_of(facts: Facts, iri: str) -> Name:
    """Return what the thing is called; its id where nothing says."""
    labels = facts.values(iri, RDFS + "label")
    label, language = (labels[0].text, labels[0].language) if labels else (id_of(iri), "")
    return Name(
        iri=iri,
        label=label,
        language=facts.text(iri, DCTERMS + "language") or language or None,
        kind=_kind(facts, iri),
        held=bool(facts.subjects(CP.snapshotOf, iri)),
    )


def merged(names: Iterable[Name]) -> Name:
    """Return one name for what several records name: the least of what they say."""
    every = sorted(names, key=lambda name: (name.label, name.language or ""))
    kinds = {name.kind for name in every}
    return Name(
        iri=every[0].iri,
        label=every[0].label,
        language=every[0].language,
        kind=next((kind for kind in _KINDS.values() if kind in kinds), None),
        held=any(name.held for name in every),
    )


def id_of(iri: str) -> str:
    """Return the id: what follows `{base}{kind}/`."""
    return iri.rpartition("/")[2]


def kind_of(iri: str) -> str:
    """Return the kind in `{base}{kind}/{id}`."""
    return iri.rsplit("/", 2)[-2]


def pointer(iri: str | None) -> Json | None:
    """Return the JSON of a `Pointer`."""
    return {"id": id_of(iri), "iri": iri} if iri else None


def ref(name: Name) -> Json:
    """Return the JSON of a `Ref`."""
    return {"id": id_of(name.iri), "iri": name.iri, "label": name.label}


def language_ref(name: Name) -> Json:
    """Return the JSON of a `ClaimRef` or `SourceRef`."""
    return ref(name) | {"language": name.language}


def speaker_ref(name: Name) -> Json:
    """Return the JSON of a `SpeakerRef`; an agent of no stated kind is taken as undisclosed."""
    return ref(name) | {"kind": name.kind or "undisclosed"}


def topic_ref(name: Name) -> Json:
    """Return the JSON of a `TopicRef`."""
    return ref(name) | {"kind": kind_of(name.iri)}


def work_ref(name: Name) -> Json:
    """Return the JSON of a `WorkRef`."""
    return ref(name) | {"held": name.held}


def _kind(facts: Facts, iri: str) -> str | None:
    types = facts.texts(iri, RDF + "type")
    return next((kind for name, kind in _KINDS.items() if name in types), None)
