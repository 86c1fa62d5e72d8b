"""How many of the attributions that pass the filters have each value."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Mapping
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


def facets(connection: sqlite3.Connection, where: Condition) -> dict[str, Json]:
    """Return for each facet its commonest values with their counts, and how many others.

    Values are full IRIs or local names; what has no value (a source of no stated language) is
    in no count.
    """
    narrowed = where.sql != "1"
    table = "hit" if narrowed else "attribution"
    select = " UNION ALL ".join(
        f"SELECT * FROM (SELECT '{name}', {column}, count(*), count(*) OVER () FROM {table} "
        f"WHERE {column} <> '' GROUP BY {column} ORDER BY 3 DESC, 2 LIMIT {SHOWN})"
        for name, column in COLUMNS.items()
    )
    if narrowed:  # go through the filters once, not once a facet
        columns = ", ".join(COLUMNS.values())
        select = (
            f"WITH hit AS MATERIALIZED (SELECT {columns} FROM attribution WHERE {where.sql}) "
            + select
        )
    found: dict[str, Json] = {name: {"values": [], "others": 0} for name in COLUMNS}
    for name, value, count, distinct in connection.execute(select, where.values):
        found[name]["values"].append((value, count))
        found[name]["others"] = max(distinct - SHOWN, 0)
    return found
