"""What speakers are reported to have done with claims: counted in full, listed in part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.model.answers import Some
from kg.model.positions import Position
from kg.model.terms import Term
from kg.model.views import AttributionView, ClaimRef
from kg.reading.knowledge import Knowledge
from kg.reading.same_origin import AT_ONCE
from kg.reading.views import attribution_views
from kg.search.naming import id_of
from kg.trace.layers import pointer

MOST_POSITIONS: Final = 50
"""Positions listed of some speakers on one claim; the others are counted as omitted."""

Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of `speakers/positions`, and the attributions that are shown, by their IRIs."""

    rows: Sequence[Row]
    views: Mapping[str, AttributionView]

    def of(self, claim: str, speakers: Collection[str]) -> list[Row]:
        """Return the rows of some speakers on a claim, the dated ones first."""
        return [
            row
            for row in self.rows
            if row["claim"].value == claim and row["speaker"].value in speakers
        ]

    def positions(self, rows: Sequence[Row]) -> Some[Position]:
        """Return as many positions as are listed, and how many more there are."""
        listed = [self._position(row) for row in islice(rows, MOST_POSITIONS)]
        return Some(items=tuple(listed), omitted=len(rows) - len(listed))

    def _position(self, row: Row) -> Position:
        view = self.views[row["attribution"].value]
        return Position(
            attribution=pointer(view),
            speaker=view.speaker,
            act=view.act,
            polarity=view.polarity,
            certainty=view.certainty,
            hedges=view.hedges,
            stance=view.stance,
            said=view.said,
            source=view.source,
        )


async def standing(
    knowledge: Knowledge,
    groups: Sequence[Collection[str]],
    claims: Sequence[str],
) -> tuple[Standing, list[int | None]]:
    """Return where groups of speakers stand on some claims, and the revisions asked."""
    if not claims:
        return Standing((), {}), []
    everybody = tuple(sorted({speaker for group in groups for speaker in group}))
    asked = {"speaker": everybody, "claim": tuple(claims)}
    rows = await knowledge.rows("speakers/positions", asked)
    bare = Standing(list(rows), {})
    shown = sorted(
        {
            row["attribution"].value
            for claim in claims
            for group in groups
            for row in islice(bare.of(claim, group), MOST_POSITIONS)
        }
    )
    views, revisions = dict[str, AttributionView](), [rows.revision]
    for some in _some_at_once(shown):
        facts, revision = await knowledge.facts("attributions/facts", {"attribution": some})
        views |= {view.iri: view for view in attribution_views(facts)}
        revisions.append(revision)
    return Standing(bare.rows, views), revisions


def claim_of(iri: str, label: Term) -> ClaimRef:
    """Return a claim by its text, with the language of that."""
    language = getattr(label, "language", None)
    return ClaimRef(id=id_of(iri), iri=iri, label=label.value, language=language)


def _some_at_once(things: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(things), AT_ONCE):
        yield tuple(things[first : first + AT_ONCE])
