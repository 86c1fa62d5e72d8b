"""Bundles: all it takes to check one attribution, claim or record without the data directory.

A bundle holds the events and documents whole, so that anybody can hash them again, and repeats
in `statements` what they say of its subject, for people to read. The sources' texts are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from kg.ledger import Event, write_instant
from kg.records.resolved import AttributionDef, ResolvedRecord

KINDS = ("attribution", "claim", "record")
"""What can be proven."""


class Strict(BaseModel):
    """Nothing may stand in a bundle that is not checked."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Subject(Strict):
    """What a bundle is about."""

    kind: Literal["attribution", "claim", "record"]
    id: str


class Proven(Strict):
    """An event, the document it took in, and the path from the event to the root (base64)."""

    event: dict[str, Any]
    document: dict[str, Any]
    proof: list[str]


class Bundle(Strict):
    """The file that `kg prove` writes."""

    bundle: Literal[1] = 1
    subject: Subject
    statements: list[dict[str, Any]]
    entries: Annotated[list[Proven], Field(min_length=1)]
    checkpoint: str
    key: str


def statements_of(record: ResolvedRecord, event: Event, subject: Subject) -> list[dict[str, Any]]:
    """Return what a record says of a subject; nothing where it is not in the record."""
    taken = {
        "record": record.record,
        "version": event.entry.version,
        "recorded": write_instant(event.at),
        "by": event.entry.actor,
        "source": record.source,
        "snapshot": record.snapshot.sha256,
    }
    said = [taken | _said(record, one) for one in _of(record, subject)]
    if said or not _defines(record, subject):
        return said
    claims = [claim for claim in record.claims if claim.id == subject.id]
    return [taken | {"claim": claim.id, "claim_text": claim.text} for claim in claims] or [taken]


def attribution_id(record: ResolvedRecord, one: AttributionDef) -> str:
    """Return the id that stands in an attribution's IRI."""
    return f"{record.snapshot.sha16}-{one.anchor.start}-{one.anchor.end}-{one.n}"


def _of(record: ResolvedRecord, subject: Subject) -> Iterator[AttributionDef]:
    for one in record.attributions:
        named = {
            "attribution": attribution_id(record, one),
            "claim": one.claim,
            "record": record.record,
        }
        if named[subject.kind] == subject.id:
            yield one


def _defines(record: ResolvedRecord, subject: Subject) -> bool:
    if subject.kind == "claim":
        return any(claim.id == subject.id for claim in record.claims)
    return subject.kind == "record" and record.record == subject.id


def _said(record: ResolvedRecord, one: AttributionDef) -> dict[str, Any]:
    """Return one attribution in words; `start` and `end` are code points, end-exclusive."""
    names = {speaker.id: speaker.name for speaker in record.speakers}
    texts = {claim.id: claim.text for claim in record.claims}
    ids = {other.id: attribution_id(record, other) for other in record.attributions}
    return {
        "attribution": attribution_id(record, one),
        "speaker": one.speaker,
        "speaker_name": names.get(one.speaker),
        "act": one.act,
        "polarity": one.polarity,
        "certainty": one.certainty,
        "stance": one.stance,
        "hedges": list(one.hedges),
        "claim": one.claim,
        "claim_text": texts.get(one.claim),
        "quote": one.anchor.exact,
        "start": one.anchor.start,
        "end": one.anchor.end,
        "within": ids.get(one.within) if one.within else None,
    }
