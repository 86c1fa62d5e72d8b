"""How many of the attributions that pass the filters have each value."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest
from types import MappingProxyType
from typing import Final

from kg.search.condition import Condition
from kg.search.naming import Json

SHOWN: Final = 20
"""Values listed for one facet, the commonest; how many others there are is said beside them."""

COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "speaker": "speaker",
        "source": "source",
        "act": "act",
        "stance": "stance",
        "basis": "basis",
        "lang": "language",
    }
)


AT_ONCE: Final = 5000
"""Attributions looked at before they are counted, so that memory stays small."""


def facets(connection: sqlite3.Connection, where: Condition) -> dict[str, Json]:
    """Return for each facet its commonest values with their counts, and how many others.

    Values are full IRIs or local names; what has no value (a source of no stated language) is
    in no count.
    """
    counted = _counted(connection, where) if where.sql != "1" else _counted_all(connection)
    return {
        name: {"values": _commonest(counts), "others": max(len(counts) - SHOWN, 0)}
        for name, counts in zip(COLUMNS, counted, strict=True)
    }


def _counted(connection: sqlite3.Connection, where: Condition) -> list[Counter[str]]:
    """Go through the filters once, and count here: SQLite would sort once for each facet."""
    found = [Counter[str]() for _ in COLUMNS]
    cursor = connection.execute(
        f"SELECT {', '.join(COLUMNS.values())} FROM attribution WHERE {where.sql}", where.values
    )
    while rows := cursor.fetchmany(AT_ONCE):
        for counts, values in zip(found, zip(*rows, strict=True), strict=True):
            counts.update(values)
    for counts in found:
        counts.pop("", None)
    return found


def _counted_all(connection: sqlite3.Connection) -> list[Counter[str]]:
    """Count everything, column by column, each along its own index."""
    return [
        Counter[str](
            dict(
                connection.execute(
                    f"SELECT {column}, count(*) FROM attribution WHERE {column} <> '' "
                    f"GROUP BY {column}"
                ).fetchall()
            )
        )
        for column in COLUMNS.values()
    ]


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    return nsmallest(SHOWN, counts.items(), key=lambda each: (-each[1], each[0]))
