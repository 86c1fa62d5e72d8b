"""From which attribution to which a claim was passed on, one hop at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.model.traces import Hop, Wording
from kg.model.views import AttributionView
from kg.trace.chains import Place, Ways
from kg.trace.copies import Copies
from kg.trace.judged import Opinion
from kg.trace.layers import Layers, pointer


class Passing(NamedTuple):
    """One attribution passes on what others nearer to the origin say: any of `inner`."""

    hop: Hop
    outer: AttributionView
    inner: Sequence[AttributionView]
    judgement: Opinion | None = None


def passings(ways: Ways, copies: Copies) -> Iterator[Passing]:
    """Yield every hop of every chain once, and every hop from a source to its copy."""
    for view in ways.starts:
        if ways.further(view):
            yield Passing("citation", view, ways.onward(view))
    seen: set[tuple[str, str]] = set()
    for view in ways.starts:
        for inner, outer in pairwise((view, *ways.layers.repeating(view))):
            if (inner.iri, outer.iri) not in seen:
                seen.add((inner.iri, outer.iri))
                yield Passing("layer", outer, (inner,))
    yield from _to_copies(ways, copies)


def _to_copies(ways: Ways, copies: Copies) -> Iterator[Passing]:
    """Yield the hops from sources to their copies, but for those that are citations anyway."""
    first = {(one.judges.iri, one.against.iri): one for one in reversed(copies.opinions)}
    for (_, original), opinion in sorted(first.items()):
        for polarity in ("affirmed", "negated"):
            for view in ways.stated(Place(opinion.judges.iri, polarity)):
                place = ways.elsewhere(view, original)
                if place and not (view.via and view.via.held and view.via.iri == original):
                    yield Passing("copy", view, ways.stated(place), opinion)


def distance(view: AttributionView, layers: Layers) -> AttributionView | None:
    """Return the layer, from `view` outwards, at which its source first keeps its distance."""
    around: Iterable[AttributionView] = reversed(layers.from_outside(view))
    return next((layer for layer in around if layer.hedges or layer.stance == "distancing"), None)


def wording(view: AttributionView) -> Wording:
    """Return the words of an attribution."""
    return Wording(
        attribution=pointer(view),
        source=view.source,
        speaker=view.speaker,
        hedges=view.hedges,
        stance=view.stance,
        words=view.anchor.exact,
    )
