"""The ways a claim reached us: from each source inwards, and on through cited works we hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

from kg.model.answers import Chain, OriginKind, Step
from kg.model.views import AttributionView
from kg.trace.layers import Layers, pointer

_OpenEnd: TypeAlias = tuple[AttributionView, tuple[Step, ...], tuple[str, ...]]
_UNNAMED: Final = frozenset({"group", "undisclosed"})


class Ways:
    """From which attribution of a claim the chain goes on to which others.

    It goes on where an attribution cites a work that is held and that attributes the same claim
    itself: what stands there is nearer to the origin than what is said about it here. An
    affirmation never goes on to a denial, nor a denial to an affirmation. Where that work credits
    the same speaker, the chain goes on there and nowhere else in it.
    """

    def __init__(self, claim: str, layers: Layers) -> None:
        """Follow one claim through its attributions."""
        self.layers = layers
        self.starts = layers.last(claim)
        self._in_source: dict[tuple[str, str], list[AttributionView]] = defaultdict(list)
        for view in self.starts:
            self._in_source[view.source.iri, view.polarity].append(view)

    def onward(self, view: AttributionView) -> list[AttributionView]:
        """Return the attributions of the same claim that stand behind this one."""
        if not view.via or not view.via.held:
            return []
        there = self._in_source[view.via.iri, view.polarity]
        return [each for each in there if self._credits(each, view.speaker.iri)] or there

    def _credits(self, view: AttributionView, speaker: str) -> bool:
        return any(layer.speaker.iri == speaker for layer in self.layers.from_outside(view))

    def chains(self) -> Iterator[Chain]:
        """Yield every chain, each from its source to where it ends."""
        for start in self.starts:
            yield from self._from(start)

    def _from(self, start: AttributionView) -> Iterator[Chain]:
        """Yield the chains from one attribution, depth first and without recursion."""
        open_ends: list[_OpenEnd] = [(start, (), (start.source.iri,))]
        while open_ends:
            view, before, passed = open_ends.pop()
            steps = (*before, *self.layers.steps(view, len(before)))
            onward = self.onward(view)
            if onward and onward[0].source.iri in passed:
                yield Chain(attribution=pointer(start), steps=steps, ends="loop")
                continue
            if not onward:
                yield Chain(attribution=pointer(start), steps=steps, ends=ending(view))
            open_ends += [
                (further, steps, (*passed, further.source.iri)) for further in reversed(onward)
            ]


def ending(view: AttributionView) -> OriginKind:
    """Return how a chain ends whose last step is this attribution."""
    if view.via:
        return "not-in-cited-work" if view.via.held else "cited-work-not-seen"
    if view.basis == "authorVoice":
        return "author-voice"
    if view.speaker.kind in _UNNAMED or view.basis == "open":
        return "anonymous"
    return "named"
