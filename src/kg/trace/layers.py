"""The layers around an attribution, and the steps of a chain they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.model.traces import Step
from kg.model.views import AttributionView, Pointer


class Layers:
    """The attributions of a claim with whatever encloses them, as the record nested them."""

    def __init__(self, attributions: Iterable[AttributionView]) -> None:
        """Take attributions together with all that enclose them."""
        self._views: Mapping[str, AttributionView] = {view.iri: view for view in attributions}
        self._making: dict[str, list[AttributionView]] = defaultdict(list)
        for view in self._views.values():
            self._making[view.claim.iri].append(view)

    def __getitem__(self, iri: str) -> AttributionView:
        """Return an attribution by its IRI."""
        return self._views[iri]

    def making(self, claim: str) -> Sequence[AttributionView]:
        """Return the attributions of a claim, in the order they were taken."""
        return self._making.get(claim, ())

    def last(self, claim: str) -> list[AttributionView]:
        """Return the attributions of a claim that have no other of it inside, in order of IRIs.

        Where every layer repeats the claim, the innermost is where the chain goes on to. Who denies
        it around somebody who affirms it repeats nothing, and stays.
        """
        making = {view.iri: view for view in self.making(claim)}
        passed = {outer.iri for view in making.values() for outer in self.repeating(view)}
        return [making[iri] for iri in sorted(making.keys() - passed)]

    def repeating(self, view: AttributionView) -> list[AttributionView]:
        """Return the layers around `view` that repeat its claim, as it does, the nearest first."""
        return [
            outer
            for outer in self.from_outside(view)[-2::-1]
            if (outer.claim.iri, outer.polarity) == (view.claim.iri, view.polarity)
        ]

    def from_outside(self, view: AttributionView) -> list[AttributionView]:
        """Return the layers from the source inwards, ending with `view` itself."""
        layers = [view]
        while (outer := layers[-1].within) and outer.iri in self._views:
            layers.append(self._views[outer.iri])
        return layers[::-1]

    def steps(self, view: AttributionView, first: int = 0) -> Iterator[Step]:
        """Yield the steps from the source of an attribution to the speaker it credits."""
        yield _source_step(view, first)
        for layer, each in enumerate(self.from_outside(view), first + 1):
            yield _speaker_step(each, layer)


def pointer(view: AttributionView) -> Pointer:
    """Return where an attribution is to be found."""
    return Pointer(id=view.id, iri=view.iri)


def _source_step(view: AttributionView, layer: int) -> Step:
    return Step(
        layer=layer,
        who=view.source,
        attribution=None,
        claim=None,
        act=None,
        polarity=None,
        mention=None,
        cue=None,
        hedges=(),
        stance=None,
        basis=None,
        confidence=None,
        via=None,
        quote=None,
    )


def _speaker_step(view: AttributionView, layer: int) -> Step:
    return Step(
        layer=layer,
        who=view.speaker,
        attribution=pointer(view),
        claim=view.claim,
        act=view.act,
        polarity=view.polarity,
        mention=view.mention,
        cue=view.cue,
        hedges=view.hedges,
        stance=view.stance,
        basis=view.basis,
        confidence=view.confidence,
        via=view.via,
        quote=view.anchor.exact,
    )
