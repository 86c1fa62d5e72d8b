"""The ways a claim reached us: from each source inwards, and on through cited works we hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from kg.model.traces import Chain, OriginKind, Step
from kg.model.views import AttributionView
from kg.trace.layers import Layers, pointer

_OpenEnd: TypeAlias = tuple[AttributionView, tuple[Step, ...], tuple[str, ...]]
_UNNAMED: Final = frozenset({"group", "undisclosed"})


class Place(NamedTuple):
    """What a source affirms, or denies; of one speaker, where that is given."""

    source: str
    polarity: str
    speaker: str = ""


class Ways:
    """From which attribution of a claim the chain goes on to which others.

    It goes on where an attribution cites a work that is held and that attributes the same claim
    itself: what stands there is nearer to the origin than what is said about it here. An
    affirmation never goes on to a denial, nor a denial to an affirmation. Where that work credits
    the same speaker, the chain goes on there and nowhere else in it.
    """

    def __init__(self, claim: str, layers: Layers) -> None:
        """Follow one claim through its attributions."""
        self.claim = claim
        self.layers = layers
        self.starts = layers.last(claim)
        self._stated: dict[Place, list[AttributionView]] = defaultdict(list)
        for view in self.starts:
            self._stated[Place(view.source.iri, view.polarity)].append(view)
            for speaker in {layer.speaker.iri for layer in layers.from_outside(view)}:
                self._stated[Place(view.source.iri, view.polarity, speaker)].append(view)

        self._further = {
            view.iri: self.elsewhere(view, view.via.iri) if view.via and view.via.held else None
            for view in self.starts
        }

    def stated(self, place: Place) -> list[AttributionView]:
        """Return the attributions there that affirm, or that deny, the claim."""
        return self._stated.get(place, [])

    def elsewhere(self, view: AttributionView, work: str) -> Place | None:
        """Return where another work has what this attribution says, None where it has not."""
        whole = Place(work, view.polarity)
        crediting = Place(work, view.polarity, view.speaker.iri)
        if crediting in self._stated:
            return crediting
        return whole if whole in self._stated else None

    def further(self, view: AttributionView) -> Place | None:
        """Return where the chain goes on from one of the starts, None where it ends."""
        return self._further[view.iri]

    def onward(self, view: AttributionView) -> list[AttributionView]:
        """Return the attributions of the same claim that stand behind this one."""
        place = self.further(view)
        return self.stated(place) if place else []

    @cached_property
    def arriving(self) -> set[str]:
        """The IRIs of the attributions some chain of which comes to an end."""
        citing: dict[Place, list[str]] = defaultdict(list)
        for view in self.starts:
            if place := self.further(view):
                citing[place].append(view.iri)
        holding: dict[str, list[Place]] = defaultdict(list)
        for place in citing:
            for view in self.stated(place):
                holding[view.iri].append(place)
        found: set[str] = set()
        to_do = [view.iri for view in self.starts if not self.further(view)]
        while to_do:
            found.add(iri := to_do.pop())
            for place in holding.pop(iri, ()):
                to_do += citing.pop(place, ())
        return found

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
    return "anonymous" if unnamed(view) else "named"


def unnamed(view: AttributionView) -> bool:
    """Return whether nobody in particular is credited."""
    return view.speaker.kind in _UNNAMED or view.basis == "open"
