"""What all records share: sources, speakers, places, things, relations, annotators, claims."""

from __future__ import annotations

from collections.abc import Iterable

from kg.rdf.dates import date_facts, situation_facts
from kg.rdf.ids import Iris
from kg.rdf.terms import Facts, Node, given, text, typed, value
from kg.records.definitions import (
    AnnotatorDef,
    ClaimDef,
    NameDef,
    SourceDef,
    SpeakerDef,
    ThingDef,
)
from kg.records.resolved import ResolvedRecord
from kg.records.values import AnnotatorKind, SpeakerKind
from kg.vocab import CP, DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS

LABEL = RDFS + "label"
COMMENT = RDFS + "comment"
_SPEAKER_TYPES = {
    SpeakerKind.PERSON: FOAF + "Person",
    SpeakerKind.ORGANIZATION: ORG + "Organization",
    SpeakerKind.GROUP: CP.Group,
    SpeakerKind.UNDISCLOSED: CP.Undisclosed,
}
_ANNOTATOR_TYPES = {
    AnnotatorKind.PERSON: PROV + "Person",
    AnnotatorKind.PROGRAM: PROV + "SoftwareAgent",
}


def reference_facts(record: ResolvedRecord, iris: Iris) -> Facts:
    """Yield the facts of the graph `reference`."""
    for source in record.sources:
        yield from _source(source, iris)
    for speaker in record.speakers:
        yield from _speaker(speaker, iris)
    yield from _named("place", CP.Place, record.places, iris)
    yield from _named("thing", CP.Thing, record.things, iris)
    yield from _named("relation", None, record.relations, iris)
    for annotator in record.annotators:
        yield from annotator_facts(annotator, iris)


def claim_facts(record: ResolvedRecord, iris: Iris) -> Facts:
    """Yield the facts of the graph `claims`; nothing claimed is among them."""
    for claim in record.claims:
        yield from _claim(claim, iris)


def annotator_facts(annotator: AnnotatorDef, iris: Iris) -> Facts:
    """Yield the facts of one annotator, of the graph `reference` too."""
    node = Node(iris.annotator(annotator.id), _ANNOTATOR_TYPES[annotator.kind])
    return node.add(LABEL, text(annotator.name)).facts()


def _source(source: SourceDef, iris: Iris) -> Facts:
    node = Node(iris.source(source.id), CP.Source)
    node.add(CP.sourceKind, value(source.kind)).add(LABEL, text(source.label))
    node.add(DCTERMS + "title", text(source.title, source.language) if source.title else None)
    node.add(SCHEMA + "url", typed(source.url, "anyURI") if source.url else None)
    node.add(DCTERMS + "language", given(text, source.language))
    node.add(DCTERMS + "creator", given(iris.speaker, source.creator))
    node.add(DCTERMS + "publisher", given(iris.speaker, source.publisher))
    node.add(DCTERMS + "rights", given(text, source.rights))
    node.add(CP.invented, typed("true", "boolean") if source.invented else None)
    if source.issued is not None:
        issued = iris.part(node.subject, "issued")
        node.add(DCTERMS + "issued", issued)
        yield from date_facts(issued, source.issued)
    yield from node.facts()


def _speaker(speaker: SpeakerDef, iris: Iris) -> Facts:
    node = Node(iris.speaker(speaker.id), CP.Speaker, _SPEAKER_TYPES[speaker.kind])
    node.add(LABEL, text(speaker.name)).add(COMMENT, given(text, speaker.note))
    node.add(CP.localTo, given(iris.source, speaker.local_to))
    yield from _other_names(node, speaker.names).facts()
    for n, role in enumerate(speaker.roles, start=1):
        post = Node(iris.role(speaker.id, n), ORG + "Membership")
        post.add(ORG + "member", node.subject).add(LABEL, text(role.title))
        post.add(ORG + "organization", given(iris.speaker, role.organization))
        yield from post.facts()


def _named(kind: str, type_: str | None, things: Iterable[ThingDef], iris: Iris) -> Facts:
    for thing in things:
        node = Node(iris.of(f"{kind}/{thing.id}"), *([type_] if type_ else []))
        yield from _other_names(node.add(LABEL, text(thing.name)), thing.names).facts()


def _other_names(node: Node, names: Iterable[NameDef]) -> Node:
    return node.add(SKOS + "altLabel", *(text(name.text, name.lang) for name in names))


def _claim(claim: ClaimDef, iris: Iris) -> Facts:
    node = Node(iris.claim(claim.id), CP.Claim).add(LABEL, text(claim.text, claim.language))
    node.add(CP.about, *(iris.of(one) for one in claim.about))
    node.add(CP.partOf, given(iris.claim, claim.part_of))
    for n, content in enumerate(claim.content, start=1):
        inner = Node(iris.content(claim.id, n), CP.ContentTriple)
        inner.add(RDF + "subject", iris.of(content.subject))
        inner.add(RDF + "predicate", iris.relation(content.relation))
        inner.add(RDF + "object", given(iris.of, content.object))
        inner.add(RDF + "object", text(content.text) if content.text is not None else None)
        node.add(CP.content, inner.subject)
        yield from inner.facts()
    if claim.situation is not None:
        node.add(CP.situationDate, iris.part(node.subject, "situation"))
        yield from situation_facts(node.subject, claim.situation, iris)
    yield from node.facts()
