"""Rows of the index that share words with a text: by the rare words first, and never too many."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kg.search.folding import Word

COMMON: Final = 1000
"""Rows that have a stem, from which on it is looked for only together with others."""
MOST_STEMS: Final = 40
"""Stems looked for at most, the rarest; and `MOST_TOGETHER` of the common ones."""
MOST_TOGETHER: Final = 8


class Wanted(NamedTuple):
    """What to match in a full-text table, and how much a row that matches it counts for."""

    match: str
    weight: int


class Found(NamedTuple):
    """Row numbers with their weights, and whether there were more rows than were taken."""

    rows: dict[int, int]
    cut: bool


def sharing(connection: sqlite3.Connection, table: str, words: Sequence[Word]) -> Found:
    """Return the rows of a table of stems that share words with these, weighted.

    A stem in under 10 rows weighs 3, under 100 rows 2, under `COMMON` 1. Common ones are looked for
    all together, and all but one; such a row weighs 1 for each.
    """
    rows: dict[int, int] = {}
    cut = False
    for wanted in _wanted(connection, table, words):
        found = matching(connection, table, wanted.match)
        cut = cut or len(found) == COMMON
        for n in found:
            rows[n] = rows.get(n, 0) + wanted.weight
    return Found(rows, cut)


def matching(connection: sqlite3.Connection, table: str, match: str) -> list[int]:
    """Return the numbers of the first `COMMON` rows that match."""
    found = connection.execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT {COMMON}", (match,)
    )
    return [n for (n,) in found]


def counted(connection: sqlite3.Connection, table: str, stem: str) -> int:
    """Return in how many rows a stem is, `COMMON` at most."""
    (number,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {COMMON})",
        (phrase(stem),),
    ).fetchone()
    return int(number)


def phrase(stem: str) -> str:
    """Return a stem as something to match, in which nothing is an operator."""
    return '"' + stem.replace('"', '""') + '"'


def _wanted(connection: sqlite3.Connection, table: str, words: Sequence[Word]) -> Iterator[Wanted]:
    numbers = {stem: counted(connection, table, stem) for stem in {word.stem for word in words}}
    ranked = sorted(numbers, key=lambda stem: (numbers[stem], stem))[:MOST_STEMS]
    for stem in ranked:
        if 0 < numbers[stem] < COMMON:
            yield Wanted(phrase(stem), 1 + (numbers[stem] < COMMON / 10) + (numbers[stem] < 10))  # noqa: PLR2004
    common = [stem for stem in ranked if numbers[stem] >= COMMON]
    # Long stems tell more than short ones, where nothing else is known of them.
    common = sorted(common, key=lambda stem: (-len(stem), stem))[:MOST_TOGETHER]
    for left_out in (None, *common) if common else ():
        together = [stem for stem in common if stem != left_out]
        if together:
            yield Wanted(" AND ".join(map(phrase, together)), len(together))
