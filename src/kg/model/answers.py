"""Whole answers: a view, or a list of views, with the revision and the query that gives the same.

`revision` is the number of the last ledger event the answer is built from; null where the store
keeps no ledger. `sparql` is a link that opens the catalogue query filled in.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from kg.model.traces import Step, Trace
from kg.model.views import (
    AttributionView,
    ClaimRef,
    ClaimView,
    Counts,
    DateView,
    JudgementView,
    PassageView,
    Pointer,
    Ref,
    SnapshotView,
    SourceView,
    SpeakerRef,
    SpeakerView,
    View,
)

Item = TypeVar("Item", bound=View)


class Answer(View):
    """What every answer carries."""

    revision: int | None
    sparql: str


class Items(View, Generic[Item]):
    """Some things; `next` is the opaque cursor of the following ones, null on the last page."""

    items: tuple[Item, ...]
    next: str | None


class Listing(Answer, Items[Item], Generic[Item]):
    """One page of a list."""


class FacetValue(View):
    """One value and the number of distinct attributions that have it."""

    value: str
    label: str
    count: int


class Facet(View):
    """The commonest values first; `others` says how many further values are not listed."""

    values: tuple[FacetValue, ...]
    others: int


class Facets(View):
    """Counts over everything the filters leave, not over one page."""

    speaker: Facet
    source: Facet
    act: Facet
    stance: Facet
    basis: Facet
    lang: Facet


class AttributionListing(Listing[AttributionView]):
    """A page of attributions; facets come with the first page when asked for."""

    facets: Facets | None


class AttributionAnswer(Answer, AttributionView):
    """One attribution."""


class ClaimAnswer(Answer, ClaimView):
    """One claim."""


class SpeakerAnswer(Answer, SpeakerView):
    """One speaker, with every wording that mentions it."""

    mentions: tuple[str, ...]


class SourceAnswer(Answer, SourceView):
    """One source."""


class TextAnswer(Answer, Ref):
    """The text of a source as we hold it; `text` is null where no snapshot's text is kept here."""

    snapshot: SnapshotView | None
    text: str | None
    passages: tuple[PassageView, ...]
    attributions: tuple[AttributionView, ...]


class ContradictionListing(Listing[JudgementView]):
    """Judgements that something contradicts the claim, and denials of the claim itself."""

    denials: tuple[AttributionView, ...]


class TraceAnswer(Answer, Trace, Ref):
    """The trace of one claim."""


class Candidate(View):
    """One attribution that may be the first known."""

    attribution: Pointer
    speaker: SpeakerRef
    said: DateView | None


class FirstKnown(View):
    """Who is first known to have said it, as far as dates can tell; order is never invented.

    `attribution` is null where several cannot be put in order; then `candidates` has them.
    `undated` counts the others whose date is not known and that therefore cannot be ordered.
    """

    attribution: Pointer | None
    speaker: SpeakerRef | None
    said: DateView | None
    candidates: tuple[Candidate, ...]
    undated: int
    rule: str


class HedgeLayers(View):
    """The hedges on the way to one attribution, layer by layer from the source inwards."""

    attribution: Pointer
    layers: tuple[Step, ...]


class Match(View):
    """How the words looked up compare with the verbatim passage.

    `normalised` lists what had to be levelled for them to agree; it is empty when they are exact.
    `extent`: the words are the whole passage, part of it, or longer than it.
    """

    attribution: Pointer
    exact: bool
    normalised: tuple[Literal["whitespace", "quotation marks", "dashes", "case"], ...]
    extent: Literal["whole", "part", "longer"]
    passage: str


class Hit(View):
    """One claim that answers a look-up, with all that a reader needs to judge it."""

    claim: ClaimRef
    matches: tuple[Match, ...]
    matched: tuple[Pointer, ...]
    first_known: FirstKnown | None
    counts: Counts
    hedges: tuple[HedgeLayers, ...]
    contradictions: tuple[JudgementView, ...]
    trace: Trace
    attributions: tuple[AttributionView, ...]
    invented: bool


class Coverage(View):
    """What this collection holds, so that no hit is not taken for more than it is."""

    sources: int
    snapshots: int
    claims: int
    attributions: int
    speakers: int
    revision: int | None
    newest_record: str | None
    invented_included: bool


class CoverageAnswer(Coverage):
    """The coverage, with the query that counts the same."""

    sparql: str


class Asked(View):
    """What was looked up."""

    kind: Literal["text", "quote", "url"]
    value: str


class LookupAnswer(Listing[Hit]):
    """Hits by claim. No hit never means that nobody said it; `note` says so."""

    query: Asked
    coverage: Coverage
    note: str
