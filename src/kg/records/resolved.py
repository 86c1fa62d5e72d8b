"""A record with every quote found, every reference settled and every definition in it.

`canonical()` is what the ledger stores; `from_canonical()` reads it back and checks every anchor
against the text again.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from pydantic import Field, ValidationError

from kg.errors import RecordError
from kg.records.anchors import CONTEXT, Span
from kg.records.definitions import (
    AnnotatorDef,
    Canonical,
    ClaimDef,
    DateDef,
    SourceDef,
    SpeakerDef,
    ThingDef,
)
from kg.records.values import (
    Act,
    Basis,
    Certainty,
    Function,
    Polarity,
    QuoteMode,
    Relation,
    Stance,
    Status,
)


class Anchor(Canonical):
    """Where words stand: code points, end-exclusive, and the words with their surroundings."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    exact: str
    prefix: str
    suffix: str

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return Span(self.start, self.end)


class SnapshotDef(Canonical):
    """The text that was read."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    characters: int
    bytes: int

    @property
    def sha16(self) -> str:
        """The first 16 hexadecimal digits: the snapshot's id."""
        return self.sha256[:16]


class NamedDate(DateDef):
    """A date of the record; `relative_to` is another one's name, or `issued`."""

    name: str
    relative_to: str | None = None
    anchor: Anchor | None = None


class PlainDate(DateDef):
    """A date written in place."""

    relative_to: str | None = None
    anchor: Anchor | None = None


class When(Canonical):
    """A date in use: a named one, one written here, or the one written in an utterance."""

    named: str | None = None
    written: PlainDate | None = None
    utterance: str | None = None


class UtteranceDef(Canonical):
    """A reported act of saying; `in_reply_to` is `utterance/...` or `attribution/...`."""

    id: str
    spoken_by: str
    on_behalf_of: str | None = None
    to: tuple[str, ...] = ()
    venue: str | None = None
    said: When | None = None
    in_reply_to: str | None = None
    produced: str | None = None
    anchor: Anchor | None = None
    note: str | None = None


class PassageDef(Canonical):
    """A stretch of text with a function."""

    function: Function
    anchor: Anchor
    note: str | None = None


class SourceTagDef(Canonical):
    """A bracketed note of sources."""

    anchor: Anchor
    names: tuple[str, ...] = ()


class MentionDef(Canonical):
    """The wording for a speaker; `n` tells mentions of several speakers on one span apart."""

    anchor: Anchor
    n: int = Field(ge=1)


class AttributionDef(Canonical):
    """One attribution; `n` tells several on one span apart, ids are those of the record."""

    id: str
    n: int = Field(ge=1)
    anchor: Anchor
    speaker: str
    mention: MentionDef | None = None
    basis: Basis
    act: Act
    cue: str | None = None
    hedges: tuple[str, ...] = ()
    stance: Stance
    certainty: Certainty
    polarity: Polarity
    quote_mode: QuoteMode
    claim: str
    said: When | None = None
    utterance: str | None = None
    via: str | None = None
    within: str | None = None
    to: tuple[str, ...] = ()
    in_reply_to: str | None = None
    confidence: float | None = None
    note: str | None = None


class JudgementDef(Canonical):
    """An opinion; references are `kind/id`, `at` a UTC time ending in Z."""

    id: str
    relation: Relation
    judges: str
    against: str
    by: str
    at: str
    confidence: float | None = None
    reason: str | None = None


class ResolvedRecord(Canonical):
    """A record that can be stored: self-contained, and true to its text."""

    format: Literal[1] = 1
    record: str
    status: Status
    license: str | None = None
    annotator: str
    invented: bool = False
    source: str
    snapshot: SnapshotDef
    annotators: tuple[AnnotatorDef, ...]
    sources: tuple[SourceDef, ...]
    speakers: tuple[SpeakerDef, ...] = ()
    places: tuple[ThingDef, ...] = ()
    things: tuple[ThingDef, ...] = ()
    relations: tuple[ThingDef, ...] = ()
    claims: tuple[ClaimDef, ...] = ()
    dates: tuple[NamedDate, ...] = ()
    utterances: tuple[UtteranceDef, ...] = ()
    passages: tuple[PassageDef, ...] = ()
    source_tags: tuple[SourceTagDef, ...] = ()
    attributions: tuple[AttributionDef, ...] = ()
    judgements: tuple[JudgementDef, ...] = ()
    text: str = Field(exclude=True, repr=False)

    def canonical(self) -> dict[str, Any]:
        """Return the record as JSON-able data; the text is only there by its SHA-256."""
        data: dict[str, Any] = _lean(self.model_dump(mode="json"))
        return data

    @classmethod
    def from_canonical(cls, data: dict[str, Any], text: str) -> ResolvedRecord:
        """Read a stored record back.

        Raises:
            RecordError: the data is not a canonical record, the text is another one, or an
                anchor's words do not stand where it says.
        """
        try:
            record = cls.model_validate({**data, "text": text})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise RecordError(f"not a canonical record: {first['msg']}", where=where) from error
        record.verify()
        return record

    def verify(self) -> None:
        """Check the text's hash and every anchor.

        Raises:
            RecordError: something does not hold; the ledger or the text was damaged.
        """
        data = self.text.encode()
        if hashlib.sha256(data).hexdigest() != self.snapshot.sha256:
            raise RecordError("the text is not the one the record was made from", where=self.record)
        if (len(self.text), len(data)) != (self.snapshot.characters, self.snapshot.bytes):
            raise RecordError("the snapshot's length is wrong", where=self.record)
        for where, anchor in self.anchors():
            _verify(anchor, self.text, f"{self.record} {where}")

    def anchors(self) -> tuple[tuple[str, Anchor], ...]:
        """Return every anchor with the field it is in."""
        places: list[tuple[str, Anchor | None]] = [
            *((f"dates.{date.name}", date.anchor) for date in self.dates),
            *((f"passages[{n}]", part.anchor) for n, part in enumerate(self.passages)),
            *((f"source_tags[{n}]", tag.anchor) for n, tag in enumerate(self.source_tags)),
        ]
        for said in self.utterances:
            places += [(f"utterances.{said.id}", said.anchor), *_written(said.id, said.said)]
        for one in self.attributions:
            places += [(f"attributions.{one.id}", one.anchor), *_written(one.id, one.said)]
            if one.mention:
                places.append((f"attributions.{one.id}.mention", one.mention.anchor))
        return tuple((where, anchor) for where, anchor in places if anchor is not None)


def _written(owner: str, when: When | None) -> list[tuple[str, Anchor | None]]:
    return [] if when is None or when.written is None else [(f"{owner}.said", when.written.anchor)]


def _verify(anchor: Anchor, text: str, where: str) -> None:
    start, end = anchor.start, anchor.end
    if not 0 <= start < end <= len(text) or text[start:end] != anchor.exact:
        raise RecordError(f"the words at {start}-{end} are not the quoted ones", where=where)
    around = (text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    if around != (anchor.prefix, anchor.suffix):
        raise RecordError(f"the surroundings of {start}-{end} are not the stored ones", where=where)


def _lean(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """Drop absent and empty fields: a field added later does not change old documents."""
    if isinstance(value, dict):
        return {k: _lean(v) for k, v in value.items() if v is not None and v != []}
    if isinstance(value, list):
        return [_lean(entry) for entry in value]
    return value
