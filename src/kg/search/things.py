"""Claims, speakers and sources as JSON, from what is stated of them and the names of the rest."""

from __future__ import annotations

from typing import Final

from kg.search.attributions import date, local
from kg.search.facts import Facts
from kg.search.naming import (
    Json,
    Name,
    Names,
    id_of,
    kind_of,
    language_ref,
    name_of,
    ref,
    speaker_ref,
    topic_ref,
)
from kg.vocab import CP, DCTERMS, ORG, RDF, RDFS, SCHEMA, SKOS

_TOPICS: Final = frozenset({"speaker", "place", "thing"})


class NamesIn(dict[str, Name]):
    """The names of whatever is asked for, as far as these facts state them."""

    def __init__(self, facts: Facts) -> None:
        """Look names up in `facts`."""
        super().__init__()
        self._facts = facts

    def __missing__(self, iri: str) -> Name:
        """Work the name out once."""
        return self.setdefault(iri, name_of(self._facts, iri))


def owned(facts: Facts, iri: str) -> tuple[str, ...]:
    """Return the nodes that exist only to describe this thing."""
    return (
        *facts.texts(iri, CP.situationDate),
        *facts.texts(iri, CP.content),
        *facts.texts(iri, DCTERMS + "issued"),
        *facts.subjects(CP.snapshotOf, iri),
        *facts.subjects(ORG + "member", iri),
    )


def claim(facts: Facts, iri: str, names: Names) -> Json:
    """Return the JSON of a `ClaimView`, without its counts."""
    situation, whole = facts.text(iri, CP.situationDate), facts.text(iri, CP.partOf)
    about = (topic for topic in facts.texts(iri, CP.about) if kind_of(topic) in _TOPICS)
    return language_ref(names[iri]) | {
        "about": [topic_ref(names[topic]) for topic in about],
        "situation": date(facts, situation) if situation else None,
        "part_of": ref(names[whole]) if whole else None,
        "content": [_content(facts, node, names) for node in facts.texts(iri, CP.content)],
    }


def speaker(facts: Facts, iri: str, names: Names) -> Json:
    """Return the JSON of a `SpeakerView`, without its counts."""
    home = facts.text(iri, CP.localTo)
    return speaker_ref(names[iri]) | {
        "names": [
            {"text": name.text, "language": name.language or None}
            for name in facts.values(iri, SKOS + "altLabel")
        ],
        "note": facts.text(iri, RDFS + "comment"),
        "local_to": ref(names[home]) if home else None,
        "roles": [_role(facts, node, names) for node in facts.subjects(ORG + "member", iri)],
    }


def source(facts: Facts, iri: str, names: Names) -> Json:
    """Return the JSON of a `SourceView`, without its counts."""
    creator = facts.text(iri, DCTERMS + "creator")
    publisher = facts.text(iri, DCTERMS + "publisher")
    issued = facts.text(iri, DCTERMS + "issued")
    snapshots = facts.subjects(CP.snapshotOf, iri)
    return language_ref(names[iri]) | {
        "title": facts.text(iri, DCTERMS + "title"),
        "kind": local(facts.text(iri, CP.sourceKind)),
        "url": facts.text(iri, SCHEMA + "url"),
        "creator": speaker_ref(names[creator]) if creator else None,
        "publisher": speaker_ref(names[publisher]) if publisher else None,
        "issued": date(facts, issued) if issued else None,
        "rights": facts.text(iri, DCTERMS + "rights"),
        "held": bool(snapshots),
        "snapshots": [snapshot(facts, node) for node in snapshots],
        "invented": facts.flag(iri, CP.invented),
    }


def snapshot(facts: Facts, iri: str) -> Json:
    """Return the JSON of a `SnapshotView`."""
    return {
        "id": id_of(iri),
        "iri": iri,
        "sha256": facts.text(iri, CP.sha256),
        "characters": int(facts.text(iri, CP.charCount) or 0),
        "bytes": int(facts.text(iri, CP.byteCount) or 0),
    }


def _content(facts: Facts, node: str, names: Names) -> Json:
    objects = facts.values(node, RDF + "object")
    stated = objects[0] if objects else None
    return {
        "subject": ref(names[facts.text(node, RDF + "subject") or ""]),
        "relation": ref(names[facts.text(node, RDF + "predicate") or ""]),
        "object": ref(names[stated.text]) if stated and stated.is_iri else stated and stated.text,
    }


def _role(facts: Facts, node: str, names: Names) -> Json:
    organization = facts.text(node, ORG + "organization")
    return {
        "organization": ref(names[organization]) if organization else None,
        "title": facts.text(node, RDFS + "label"),
    }
