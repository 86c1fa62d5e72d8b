"""Two passages side by side: what differs word by word, and which hedges got lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.traces import Change
from kg.model.views import AttributionView
from kg.trace.drifting import MOST_WORDS, changes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two attributions, and what leads from the words of the first to those of the second."""

    one: AttributionView
    other: AttributionView

    @property
    def why_not(self) -> str | None:
        """Why the words are not compared; None where they are."""
        one, other = ((view.source.language or "").partition("-")[0] for view in self.both)
        if one != other:
            return "the sources are in different languages"
        if max(len(view.anchor.exact.split()) for view in self.both) > MOST_WORDS:
            return f"one of the passages has more than {MOST_WORDS} words"
        return None

    @property
    def changes(self) -> Sequence[Change]:
        """The words kept, removed and added."""
        return () if self.why_not else changes(self.one.anchor.exact, self.other.anchor.exact)

    @property
    def both(self) -> tuple[AttributionView, AttributionView]:
        """The two."""
        return self.one, self.other

    @property
    def lost(self) -> tuple[str, ...]:
        """The hedges of the first that the second has not."""
        return tuple(hedge for hedge in self.one.hedges if hedge not in self.other.hedges)
