"""Who is first known to have said something, as far as the dates can tell.

One attribution is certainly before another only where the last possible day of the one lies
before the first possible day of the other. Nothing else orders them: not the day a page was
published, not the day something was recorded, not the nesting of layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.model.lookups import Candidate, FirstKnown
from kg.model.views import AttributionView, Pointer

RULE: Final = (
    "An attribution counts as certainly before another only if its last possible day lies before "
    "the other's first possible day. Denials are left out."
)
_ONLY: Final = "It is the only attribution of the claim here that is not a denial."
_FIRST: Final = "Every other one is certainly later."
_FIRST_DATED: Final = (
    "Of those whose date is known, every other one is certainly later; {n} with no known date may "
    "be earlier."
)
_SEVERAL: Final = "{n} of them cannot be put in order, so none is named as the first."


def first_known(attributions: Sequence[AttributionView]) -> FirstKnown | None:
    """Return who is first known to have said a claim; None where it is only denied.

    Args:
        attributions: all that make the claim, in the order of their IRIs.
    """
    saying = [view for view in attributions if view.polarity != "negated"]
    if not saying:
        return None
    candidates = _not_certainly_later(saying)
    dated = [view for view in candidates if _is_dated(view)]
    named = candidates if len(candidates) == 1 else dated if len(dated) == 1 else []
    first = named[0] if named else None
    return FirstKnown(
        attribution=_pointer(first) if first else None,
        speaker=first.speaker if first else None,
        said=first.said if first else None,
        candidates=tuple(
            Candidate(attribution=_pointer(view), speaker=view.speaker, said=view.said)
            for view in candidates
        ),
        undated=sum(not _is_dated(view) for view in candidates if view is not first),
        rule=f"{RULE} {_reason(saying, candidates, first)}",
    )


def _not_certainly_later(views: Sequence[AttributionView]) -> list[AttributionView]:
    """Return those that no other is certainly before; only the earliest end has to be compared."""
    ends = [view.said.latest for view in views if view.said and view.said.latest]
    earliest_end = min(ends, default=None)
    return [
        view
        for view in views
        if earliest_end is None
        or view.said is None
        or view.said.earliest is None
        or view.said.earliest <= earliest_end
    ]


def _is_dated(view: AttributionView) -> bool:
    return view.said is not None and (view.said.earliest or view.said.latest) is not None


def _reason(
    saying: Sequence[AttributionView],
    candidates: Sequence[AttributionView],
    first: AttributionView | None,
) -> str:
    if len(saying) == 1:
        return _ONLY
    if first is None:
        return _SEVERAL.format(n=len(candidates))
    if len(candidates) == 1:
        return _FIRST
    return _FIRST_DATED.format(n=len(candidates) - 1)


def _pointer(view: AttributionView) -> Pointer:
    return Pointer(id=view.id, iri=view.iri)
