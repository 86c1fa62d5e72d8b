"""From where a judgement about some things can be reached: for the traces it may change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kg.model.views import ClaimRef
from kg.reading.knowledge import Knowledge
from kg.reading.portions import portions
from kg.reading.same_origin import MOST_THINGS
from kg.reading.views import claim_of
from kg.store.base import Rows

_TIES: Final = "judgements/tied-to"
_CLAIMS: Final = "claims/touching"


async def reached(
    knowledge: Knowledge, things: Collection[str]
) -> tuple[set[str], bool, list[int | None]]:
    """Return these things with all that judgements tie to them, and the revisions asked.

    The truth value is false where there are too many to follow.
    """
    known, revisions = set(things), list[int | None]()
    new = sorted(known)
    while new:
        found = await _rows(knowledge, _TIES, new)
        revisions += [rows.revision for rows in found]
        new = sorted({row["tied"].value for rows in found for row in rows} - known)
        if len(known) + len(new) > MOST_THINGS:
            return known, False, revisions
        known.update(new)
    return known, True, revisions


async def claims_touching(
    knowledge: Knowledge, things: Collection[str]
) -> tuple[dict[str, ClaimRef], list[int | None]]:
    """Return the claims whose chains touch some things, in order of their IRIs."""
    found = await _rows(knowledge, _CLAIMS, sorted(things))
    claims = {
        row["claim"].value: claim_of(row["claim"].value, row["claimLabel"])
        for rows in found
        for row in rows
    }
    return dict(sorted(claims.items())), [rows.revision for rows in found]


async def _rows(knowledge: Knowledge, query: str, things: Collection[str]) -> list[Rows]:
    return [await knowledge.rows(query, {"thing": some}) for some in portions(sorted(things))]
