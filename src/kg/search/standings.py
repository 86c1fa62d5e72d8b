"""What speakers are credited with, claim by claim: as `speakers/positions.rq`, from the index."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from kg.search.condition import Condition, every, marks
from kg.search.naming import Json, language_ref
from kg.search.reader import Reader

_ROW: Final = ("attribution", "claim", "speaker", "source", "act", "polarity")


class Standings:
    """Reads one index, which nobody changes meanwhile."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Read through this connection; names come from `reader`."""
        self._connection = connection
        self._reader = reader

    def claims(self, speaker: str, claim: str | None, after: str | None, limit: int) -> Json:
        """Return the claims a speaker is credited with, in the order of their IRIs."""
        where = [Condition("speaker = ?", (speaker,)), Condition("claim > ?", (after or "",))]
        where += [Condition("claim = ?", (claim,))] if claim else []
        narrowed = every(where)
        found = self._connection.execute(
            f"SELECT DISTINCT claim FROM attribution WHERE {narrowed.sql} ORDER BY claim LIMIT ?",
            (*narrowed.values, limit + 1),
        ).fetchall()
        return {"claims": [iri for (iri,) in found[:limit]], "more": len(found) > limit}

    def rows(self, speakers: Sequence[str], claims: Sequence[str]) -> Json:
        """Return every attribution of these claims to these speakers, the dated ones first.

        With what the claims are called, as `ClaimRef` JSON.
        """
        found = self._connection.execute(
            f"SELECT iri, claim, speaker, source, act, json_extract(body, '$.polarity') "
            f"FROM attribution WHERE claim IN ({marks(claims)}) AND speaker IN ({marks(speakers)}) "
            f"ORDER BY claim, latest IS NULL, latest, iri",
            (*claims, *speakers),
        )
        names = self._reader.names(claims)
        return {
            "rows": [dict(zip(_ROW, row, strict=True)) for row in found],
            "claims": {iri: language_ref(name) for iri, name in names.items()},
        }
