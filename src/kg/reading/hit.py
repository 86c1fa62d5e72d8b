"""One hit of a look-up: a claim with all that a reader needs to judge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from kg.model.lookups import (
    FirstKnown,
    HedgeLayers,
    Highlight,
    Hit,
    Match,
    OriginNumbers,
    Shortened,
    Uncomputed,
)
from kg.model.traces import Trace
from kg.model.views import AttributionView, Counts, JudgementView
from kg.reading.first_known import first_known
from kg.reading.marking import Marking
from kg.search.levelling import comparison
from kg.trace import Judged, Layers, trace
from kg.trace.impact import counted
from kg.trace.layers import pointer

MOST_LISTED: Final = 20
"""Attributions of a claim that a hit lists; of a claim with more it gives no trace."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A claim that answers a look-up; `views` are its attributions that do, or the first of many.

    Where none does, as the claim itself is what was found, they are some of its attributions.
    """

    claim: str
    views: Sequence[AttributionView]
    matched: Sequence[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the hits of a page are told from.

    `layers` has all attributions of the claims that are told in full, with all layers around them.
    """

    layers: Layers
    judged: Judged | None
    counts: Mapping[str, Counts]
    contradictions: Mapping[str, Sequence[JudgementView]]


class _Story(NamedTuple):
    """What takes all attributions of a claim to tell."""

    first: FirstKnown | None = None
    hedges: Sequence[HedgeLayers] = ()
    numbers: OriginNumbers | None = None
    trace: Trace | None = None
    not_computed: tuple[Uncomputed, ...] = ("first_known", "hedges", "independent_origins")


def hit(answering: Answering, known: Known, marking: Marking) -> Hit:
    """Return the hit of a claim, with nothing told of it that its attributions here cannot tell."""
    claim, counts = answering.claim, known.counts[answering.claim]
    making = known.layers.making(claim)
    story = _story(claim, making, known) if making else _Story()
    views = making if story.trace else list(islice(answering.views, MOST_LISTED))
    marked = [view for view in answering.views if view.iri in set(answering.matched)]
    first = story.first
    return Hit(
        claim=answering.views[0].claim,
        matches=tuple(_matches(marked[:MOST_LISTED], marking)),
        matched=tuple(pointer(view) for view in marked[:MOST_LISTED]),
        first_known=first and _listed(first),
        counts=counts,
        hedges=tuple(story.hedges[:MOST_LISTED]),
        contradictions=tuple(known.contradictions[claim]),
        independent_origins=story.numbers,
        trace=story.trace,
        attributions=tuple(views),
        invented=counts.invented > 0,
        highlights=tuple(_highlights(answering.views[0].claim.label, marked, marking)),
        not_computed=story.not_computed,
        cut=tuple(_cut(answering, story, counts, marking)),
    )


def _story(claim: str, making: Sequence[AttributionView], known: Known) -> _Story:
    last = known.layers.last(claim)
    whole = trace(claim, known.layers, known.judged) if len(making) <= MOST_LISTED else None
    numbers = _numbers(claim, known, whole)
    return _Story(
        first=first_known(making),
        hedges=[
            HedgeLayers(attribution=pointer(view), layers=tuple(known.layers.steps(view)))
            for view in last[: MOST_LISTED + 1]
        ],
        numbers=numbers,
        trace=whole,
        not_computed=() if numbers else ("independent_origins",),
    )


def _numbers(claim: str, known: Known, whole: Trace | None) -> OriginNumbers | None:
    if known.judged is None:
        return None
    origins = whole and whole.independent_origins
    origins = origins or counted(claim, known.layers, known.judged)
    return OriginNumbers(
        count=origins.count, at_least=origins.at_least, denials=origins.denials.count
    )


def _listed(first: FirstKnown) -> FirstKnown:
    return first.model_copy(update={"candidates": first.candidates[:MOST_LISTED]})


def _cut(
    answering: Answering, story: _Story, counts: Counts, marking: Marking
) -> Iterator[Shortened]:
    """Yield what has more than the hit shows."""
    if len(answering.matched) > MOST_LISTED:
        yield "matched"
        if marking.quoted:
            yield "matches"
        if marking.marks:
            yield "highlights"
    if story.first and len(story.first.candidates) > MOST_LISTED:
        yield "first_known"
    if len(story.hedges) > MOST_LISTED:
        yield "hedges"
    if story.trace is None:
        yield "trace"
        if counts.attributions > min(len(answering.views), MOST_LISTED):
            yield "attributions"


def _highlights(
    label: str, views: Sequence[AttributionView], marking: Marking
) -> Iterator[Highlight]:
    """Yield where the words stand in the quotations and, if they were sought there, the claim."""
    for view in views[:MOST_LISTED]:
        passage = view.anchor.exact
        if ranges := marking.ranges(passage):
            yield Highlight(
                attribution=pointer(view), compared="quotation", passage=passage, ranges=ranges
            )
    if marking.quoted is None and (ranges := marking.ranges(label)):
        yield Highlight(attribution=None, compared="claim", passage=label, ranges=ranges)


def _matches(views: Sequence[AttributionView], marking: Marking) -> Iterator[Match]:
    for view in views if marking.quoted else ():
        passage = view.anchor.exact
        compared = comparison(marking.quoted or "", passage)
        yield Match.model_validate(
            {
                "attribution": pointer(view),
                "exact": compared is not None and not compared.normalised,
                "normalised": compared.normalised if compared else (),
                "extent": compared.extent if compared else "part",
                "passage": passage,
            }
        )
