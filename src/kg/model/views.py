"""What the project answers about one thing: frozen values whose JSON is the REST contract.

A view is built in one place from the rows of one documented query, so a thing looks the same in
a list, alone, in a trace and in a look-up. Offsets are Unicode code points, end-exclusive, into
the snapshot. Times are UTC.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SpeakerKind = Literal["person", "organization", "group", "undisclosed"]
TopicKind = Literal["speaker", "place", "thing"]


class View(BaseModel):
    """Frozen, and with no field that is not declared."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


class Pointer(View):
    """Something named by its address only."""

    id: str
    iri: str


class Ref(Pointer):
    """Something named by its address and its label."""

    label: str


class ClaimRef(Ref):
    """A claim, by its text; `language` is that of the text."""

    language: str | None


class SourceRef(Ref):
    """A source, by its title (or its label where it is only cited)."""

    language: str | None


class WorkRef(Ref):
    """A work that is cited; `held` is false where it was not seen."""

    held: bool


class SpeakerRef(Ref):
    """Whom an attribution credits."""

    kind: SpeakerKind


class TopicRef(Ref):
    """What a claim is about."""

    kind: TopicKind


class DateView(View):
    """A date as exactly as the source allows; a bound is null where it is not known.

    `assumed` has every assumption made in reading the wording.
    """

    verbatim: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    assumed: tuple[str, ...]


class AnchorView(View):
    """Where the words stand: the exact quotation with up to 32 characters on each side."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    snapshot: str
    state: Literal["exact", "moved", "lost"]


class AttributionView(Ref):
    """Source S, at this passage, says that a speaker did an act with a claim.

    `mention` is the source's own wording for the speaker, never corrected. `hedges` and `stance`
    are the reporter's distance at this layer; `hedged` is true where there is a hedge or the
    stance is distancing. `certainty` is the speaker's. `within` is the enclosing layer.
    """

    claim: ClaimRef
    speaker: SpeakerRef
    mention: str | None
    basis: str
    act: str
    cue: str | None
    hedges: tuple[str, ...]
    hedged: bool
    stance: str
    certainty: str
    polarity: str
    quote_mode: str
    said: DateView | None
    addressees: tuple[SpeakerRef, ...]
    utterance: Pointer | None
    in_reply_to: Pointer | None
    anchor: AnchorView
    within: Pointer | None
    via: WorkRef | None
    source: SourceRef
    confidence: float | None
    note: str | None
    recorded_at: str
    record: Ref
    invented: bool


class Counts(View):
    """How much stands behind something; every number counts distinct things.

    `invented` counts the attributions that come from records marked as invented.
    """

    attributions: int
    claims: int
    sources: int
    speakers: int
    invented: int


class ContentView(View):
    """A claimed triple, held as a description; it is never stated as a fact.

    `object` is a thing, or the verbatim text of a stated value.
    """

    subject: Ref
    relation: Ref
    object: Ref | str


class ClaimView(ClaimRef):
    """What is said. Its existence implies nothing about the world."""

    about: tuple[TopicRef, ...]
    situation: DateView | None
    part_of: Ref | None
    content: tuple[ContentView, ...]
    counts: Counts


class NameView(View):
    """A name in one language and script."""

    text: str
    language: str | None


class RoleView(View):
    """A role as some source printed it."""

    organization: Ref | None
    title: str


class SpeakerView(SpeakerRef):
    """A person, organization, group or undisclosed agent.

    `local_to` is the one source in which a group or undisclosed speaker means anything.
    """

    names: tuple[NameView, ...]
    note: str | None
    local_to: Ref | None
    roles: tuple[RoleView, ...]
    counts: Counts


class SnapshotView(Pointer):
    """The exact text we hold of a source; `characters` counts code points."""

    sha256: str
    characters: int
    bytes: int


class SourceView(SourceRef):
    """A published work; `held` is false for a work that is cited here and was not seen."""

    title: str | None
    kind: str | None
    url: str | None
    creator: SpeakerRef | None
    publisher: SpeakerRef | None
    issued: DateView | None
    rights: str | None
    held: bool
    snapshots: tuple[SnapshotView, ...]
    counts: Counts
    invented: bool


class PassageView(Pointer):
    """A marked span of a snapshot with a function, such as headline or boilerplate."""

    function: str | None
    anchor: AnchorView
    names: tuple[SpeakerRef, ...]
    note: str | None


class JudgementView(Ref):
    """A dated opinion, with an author, relating two records; not a verdict of ours.

    It stands in a `record`, or was given by itself, by an `event` of the ledger; the other is null.
    """

    relation: str
    judges: Ref
    against: Ref
    confidence: float | None
    by: Ref
    by_program: bool
    at: str
    reason: str | None
    record: Ref | None
    event: Pointer | None


class Saying(View):
    """Who says something, and in which source."""

    attribution: Pointer
    speaker: SpeakerRef
    act: str
    polarity: str
    source: SourceRef


class Side(View):
    """One side of a contradiction: the claim or attribution judged, and who says so.

    `said` has the first attributions in the order of their IRIs, and `omitted` says how many more
    there are. `sparql` gives the same ones, and with a larger `limit` all of them.
    """

    judged: Ref
    counts: Counts
    said: tuple[Saying, ...]
    omitted: int
    sparql: str


class ContradictionView(JudgementView):
    """A judgement that two things contradict each other, with both of its sides; no verdict."""

    sides: tuple[Side, Side]
