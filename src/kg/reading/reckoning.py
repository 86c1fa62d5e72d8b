"""The numbers of claims as they are, and as they would be without one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model.impact import ClaimImpact, Reckoning
from kg.model.views import AttributionView, ClaimRef
from kg.reading.first_known import first_known
from kg.trace import Judged, Layers
from kg.trace.impact import Taken, counted, judged_without, views_without


class Reckoner:
    """Works out numbers from the rows of traces, with and without what a record holds."""

    def __init__(
        self, views: Sequence[AttributionView], judged: Judged | None, taken: Taken
    ) -> None:
        """Take all attributions on the chains of some claims, and what is judged of them.

        `judged` is None where that could not all be followed; then nothing is counted.
        """
        self._before = _Side(views, judged)
        left = judged and judged_without(judged, taken)
        self._after = _Side(views_without(views, taken), left)

    def impacts(self, claims: Iterable[ClaimRef]) -> tuple[ClaimImpact, ...]:
        """Return the numbers of each claim before and after."""
        return tuple(self._impact(claim) for claim in claims)

    def _impact(self, claim: ClaimRef) -> ClaimImpact:
        before, after = self._before.reckoning(claim.iri), self._after.reckoning(claim.iri)
        return ClaimImpact(claim=claim, before=before, after=after, changed=before != after)


class _Side:
    def __init__(self, views: Sequence[AttributionView], judged: Judged | None) -> None:
        self._views = views
        self._layers = Layers(views)
        self._judged = judged

    def reckoning(self, claim: str) -> Reckoning:
        making = [view for view in self._views if view.claim.iri == claim]
        origins = None
        if self._judged is not None:
            origins = counted(claim, self._layers, self._judged)
        first = first_known(making)
        return Reckoning(
            count=origins and origins.count,
            at_least=origins and origins.at_least,
            denials=origins and origins.denials.count,
            attributions=len(making),
            first_known=first and first.speaker,
        )
