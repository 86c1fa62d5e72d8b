"""What is done with a claim, in the past tense: what is urged or asked is never told as said."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from kg.model.lookups import FirstKnown
from kg.model.views import AttributionView, SpeakerRef

ASSERT: Final = "assert"
DONE: Final = MappingProxyType(
    {
        ASSERT: "said",
        "deny": "denied",
        "urge": "urged",
        "demand": "demanded",
        "pledge": "promised",
        "ask": "asked",
        "express": "expressed",
        "welcome": "welcomed",
        "predict": "predicted",
        "believe": "believed",
        "presuppose": "taken for granted",
        "note": "noted",
    }
)
"""Only the first two are claims of fact."""

ANYHOW: Final = "spoke of"
"""What several did of whom each did something else."""


def first_deed(first: FirstKnown, views: Sequence[AttributionView]) -> str:
    """Return what the first known did with a claim, as in “first urged by”; or those who may be.

    Args:
        first: who is first known.
        views: the attributions it was worked out from.
    """
    meant = {first.attribution.iri} if first.attribution else _named(first)
    deeds = {_done(view) for view in views if view.iri in meant}
    return deeds.pop() if len(deeds) == 1 else ANYHOW


def candidates(first: FirstKnown | None) -> Sequence[SpeakerRef]:
    """Return who may have been first, each once, where dates cannot tell."""
    named = first.candidates if first else ()
    return list({each.speaker.iri: each.speaker for each in named}.values())


def instead_of_saying(views: Sequence[AttributionView]) -> str | None:
    """Return what is done where nobody asserts: “urged and promised”; None where somebody does.

    >>> instead_of_saying([])
    """
    done = [view for view in views if view.polarity != "negated"]
    if any(view.act == ASSERT for view in done):
        return None
    *others, last = [*dict.fromkeys(_done(view) for view in done)] or [""]
    return f"{', '.join(others)} and {last}" if others else last or None


def _named(first: FirstKnown) -> set[str]:
    return {candidate.attribution.iri for candidate in first.candidates}


def _done(view: AttributionView) -> str:
    return DONE.get(view.act, view.act)
