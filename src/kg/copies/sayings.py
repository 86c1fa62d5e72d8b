"""What two texts report in the same words, where nothing tells which of them is the copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.copies.alike import Alike
from kg.copies.shingles import shingles
from kg.model.views import AttributionView


@dataclass(frozen=True, slots=True)
class Saying:
    """Two attributions, by IRI, of one claim in the same words, in texts that are alike."""

    one: str
    other: str
    alike: Alike


def sayings(pair: Alike, views: Iterable[AttributionView]) -> tuple[Saying, ...]:
    """Return the attributions of the two sources that report one act of saying in the same words.

    The same claim, act, polarity and speaker, or speakers that both leave unnamed, and the same
    words but for case and signs. A passage of fewer than five words is too short to tell.

    Args:
        pair: two texts that are alike.
        views: all attributions of the two sources.
    """
    told: dict[tuple[object, ...], list[AttributionView]] = defaultdict(list)
    for view in views:
        if words := shingles([view.anchor.exact]):
            told[_speaker(view), view.claim.iri, view.act, view.polarity, words].append(view)
    found = (
        Saying(one.iri, other.iri, pair)
        for same in told.values()
        for one in same
        for other in same
        if one.source.iri == pair.one and other.source.iri == pair.other
    )
    return tuple(sorted(found, key=lambda saying: (saying.one, saying.other)))


def _speaker(view: AttributionView) -> str:
    """Return who is credited; those whom a source leaves unnamed are told apart by their kind."""
    kind = view.speaker.kind
    return kind if kind in ("group", "undisclosed") else view.speaker.iri
