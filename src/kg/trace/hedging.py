"""Where a claim loses its hedges: "allegedly" nearer to the origin, nothing further out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from kg.model.traces import HedgeLoss
from kg.model.views import AttributionView
from kg.trace.chains import Place, Ways
from kg.trace.copies import Copies
from kg.trace.hops import Passing, distance, passings, wording
from kg.trace.layers import Layers

MOST_LOSSES: Final = 200
"""Losses listed."""


def hedge_losses(ways: Ways, copies: Copies) -> tuple[tuple[HedgeLoss, ...], bool]:
    """Return the hops on which the hedges of a claim get lost, and whether there are others."""
    found = list(islice(_losses(ways, copies), MOST_LOSSES + 1))
    return tuple(found[:MOST_LOSSES]), len(found) > MOST_LOSSES


def _losses(ways: Ways, copies: Copies) -> Iterator[HedgeLoss]:
    kept = {view.iri: distance(view, ways.layers) for view in ways.starts}
    for passing in (*passings(ways, copies), *_own_voices(ways)):
        if not distance(passing.outer, ways.layers):
            yield from _lost(passing, kept, ways.layers)


def _lost(
    passing: Passing, kept: dict[str, AttributionView | None], layers: Layers
) -> Iterator[HedgeLoss]:
    for inner in passing.inner:
        hedged = kept[inner.iri] if inner.iri in kept else distance(inner, layers)
        if hedged:
            yield HedgeLoss(
                hop=passing.hop,
                hedged=wording(hedged),
                plain=wording(passing.outer),
                judgement=passing.judgement and passing.judgement.judgement,
            )


def _own_voices(ways: Ways) -> Iterator[Passing]:
    """Yield where a source says for itself what it reports of somebody elsewhere in its text."""
    for view in ways.starts:
        if view.basis == "authorVoice":
            around = {layer.iri for layer in ways.layers.from_outside(view)}
            reported = [
                other
                for other in ways.stated(Place(view.source.iri, view.polarity))
                if other.iri not in around and other.basis != "authorVoice"
            ]
            yield Passing("own-voice", view, reported)
