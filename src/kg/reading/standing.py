"""What speakers are reported to have done with claims: counted in full, listed in part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.model.answers import Some
from kg.model.positions import Position
from kg.model.views import AttributionView, ClaimRef
from kg.reading.knowledge import Knowledge
from kg.trace.layers import pointer

MOST_POSITIONS: Final = 50
"""Positions listed of some speakers on one claim; the others are counted as omitted."""

Row = Mapping[str, str]
"""An attribution: `attribution`, `claim`, `speaker` and `source` by their IRIs, act, polarity."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All attributions of some claims to some speakers; those that are shown, by their IRIs."""

    rows: Mapping[str, Sequence[Row]]
    """By their claims, the dated ones first."""
    claims: Mapping[str, ClaimRef]
    views: Mapping[str, AttributionView]

    def of(self, claim: str, speakers: Collection[str]) -> list[Row]:
        """Return the rows of some speakers on a claim, the dated ones first."""
        return [row for row in self.rows.get(claim, ()) if row["speaker"] in speakers]

    def positions(self, rows: Sequence[Row]) -> Some[Position]:
        """Return as many positions as are listed, and how many more there are."""
        listed = [self._position(row) for row in islice(rows, MOST_POSITIONS)]
        return Some(items=tuple(listed), omitted=len(rows) - len(listed))

    def _position(self, row: Row) -> Position:
        view = self.views[row["attribution"]]
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
        return Standing({}, {}, {}), []
    everybody = sorted({speaker for group in groups for speaker in group})
    found, first = await knowledge.find("standings", speakers=everybody, claims=list(claims))
    named = {iri: ClaimRef.model_validate(each) for iri, each in found["claims"].items()}
    rows: dict[str, list[Row]] = {}
    for row in found["rows"]:
        rows.setdefault(row["claim"], []).append(row)
    bare = Standing(rows, named, {})
    shown = {
        row["attribution"]
        for claim in claims
        for group in groups
        for row in islice(bare.of(claim, group), MOST_POSITIONS)
    }
    listed, second = await knowledge.find("those", iris=sorted(shown))
    views = [AttributionView.model_validate(each) for each in listed["items"]]
    return Standing(rows, named, {view.iri: view for view in views}), [first, second]
