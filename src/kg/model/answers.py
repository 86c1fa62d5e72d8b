"""Whole answers: a view, or a list of views, with the revision and the query that gives the same.

`revision` is the number of the last ledger event the answer is built from; null where the store
keeps no ledger. `sparql` is a link that opens the catalogue query filled in. `as_of` is there where
the past was asked for, and only there.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import Field

from kg.model.past import AsOf
from kg.model.traces import Trace
from kg.model.views import (
    AttributionView,
    ClaimView,
    ContradictionView,
    JudgementView,
    PassageView,
    Ref,
    SnapshotView,
    SourceView,
    SpeakerView,
    View,
)

Item = TypeVar("Item", bound=View)


class Answer(View):
    """What every answer carries."""

    revision: int | None
    sparql: str
    as_of: AsOf | None = Field(None, exclude_if=lambda moment: moment is None)


class Items(View, Generic[Item]):
    """Some things; `next` is the opaque cursor of the following ones, null on the last page."""

    items: tuple[Item, ...]
    next: str | None


class Some(View, Generic[Item]):
    """Some things; `omitted` says how many more there are."""

    items: tuple[Item, ...]
    omitted: int


class Listing(Answer, Items[Item], Generic[Item]):
    """One page of a list."""


class ThingListing(Listing[Item], Generic[Item]):
    """One page of claims, speakers or sources, and how many there are on all pages together.

    `total` comes with the first page; null on later ones, and where there are more than 10,000.
    """

    total: int | None = None


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


class StretchView(View):
    """A stretch of a text: code points, end-exclusive."""

    start: int
    end: int


class EarlierView(View):
    """An attribution that was read in an older snapshot, and what became of its words since.

    The state of its anchor is `exact` where they still stand at the same offsets, `moved` where
    they stand elsewhere, once, with the same characters around them, else `lost`; `now` is where.
    Offsets of the anchor itself count in its own snapshot.
    """

    attribution: AttributionView
    snapshot: SnapshotView
    now: StretchView | None


class TextAnswer(Answer, Ref):
    """The text of a source as we hold it; `text` is null where no snapshot's text is kept here.

    `latest` is false where a later text of the source was read. `earlier` has what was read in
    older snapshots; where `text` is null, what became of that cannot be told.
    """

    snapshot: SnapshotView | None
    latest: bool
    text: str | None
    passages: tuple[PassageView, ...]
    attributions: tuple[AttributionView, ...]
    earlier: tuple[EarlierView, ...]


class JudgementAnswer(Answer, JudgementView):
    """One judgement."""


class ContradictionListing(Listing[ContradictionView]):
    """Judgements that something contradicts the claim, and denials of the claim itself."""

    denials: tuple[AttributionView, ...]


class TraceAnswer(Answer, Trace, Ref):
    """The trace of one claim."""
