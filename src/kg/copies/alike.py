"""Which texts have so much in common that they go back to one: candidates first, then counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Final

from kg.copies.text import HeldText

LEAST_RUNS: Final = 20
"""Runs of five words that two texts share at least: twenty-four words in a row, or more apart."""

LEAST_SHARE: Final = 0.5
"""Of the runs of the shorter text, the share that stands in the other one at least."""

FIRST_FEW: Final = 10
"""With how many others, in the order of their days, a text is compared for each sampled run."""

REMEMBERED: Final = 1_000
"""Texts whose runs are kept while they are compared."""

_SAMPLED: Final = 4  # one run of so many is looked up, chosen by its number: the same in every text
_SCHEMA: Final = "CREATE TABLE run (number INTEGER, text INTEGER)"
_CANDIDATES: Final = """
WITH placed AS (
  SELECT number, text, row_number() OVER (PARTITION BY number ORDER BY text) AS place FROM run)
SELECT DISTINCT first.text, other.text
FROM placed AS first JOIN placed AS other
  ON other.number = first.number AND other.text > first.text
WHERE first.place <= ?
ORDER BY first.text, other.text
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two texts with `shared` runs of words in common, of `of_one` and `of_other` that each has.

    `one` is the earlier in the order of days and IRIs; that alone makes it no original.
    """

    one: str
    other: str
    shared: int
    of_one: int
    of_other: int

    @property
    def share(self) -> float:
        """How much of the shorter text stands in the other, from 0 to 1."""
        return self.shared / min(self.of_one, self.of_other)


def alike(texts: Mapping[str, HeldText]) -> Iterator[Alike]:
    """Yield the pairs of texts that are alike, each once, in the order of days and IRIs.

    Candidates are a text and a work it cites, and pairs with a sampled run in common: each text is
    tried against the first ten, by day, that have the run. Then all runs of both are counted. So a
    text that fifty papers print is compared with the first of them, not with all.

    Args:
        texts: the held texts by the IRIs of their sources; each is looked up several times.
    """

    @lru_cache(maxsize=REMEMBERED)
    def runs(source: str) -> frozenset[int]:
        return texts[source].runs()

    order = sorted(texts, key=lambda source: _when(texts[source]))
    for first, other in _candidates(order, texts):
        one, two = runs(order[first]), runs(order[other])
        found = Alike(order[first], order[other], len(one & two), len(one), len(two))
        if found.shared >= LEAST_RUNS and found.share >= LEAST_SHARE:
            yield found


def _when(text: HeldText) -> tuple[str, str]:
    return (text.latest or text.earliest or "9999", text.source)


def _candidates(order: Sequence[str], texts: Mapping[str, HeldText]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of texts to compare; SQLite sorts them, on disk if need be."""
    with closing(sqlite3.connect("")) as database:
        database.execute(_SCHEMA)
        for number, source in enumerate(order):
            sampled = ((run, number) for run in texts[source].runs() if run % _SAMPLED == 0)
            database.executemany("INSERT INTO run VALUES (?, ?)", sampled)
        database.executemany("INSERT INTO run VALUES (?, ?)", _citing(order, texts))
        database.execute("CREATE INDEX run_number ON run (number, text)")
        yield from database.execute(_CANDIDATES, (FIRST_FEW,))


def _citing(order: Sequence[str], texts: Mapping[str, HeldText]) -> Iterator[tuple[int, int]]:
    """Yield each text and each held work it cites, under a number that is theirs alone."""
    places, numbers = {source: place for place, source in enumerate(order)}, count(-1, -1)
    for source in order:
        for cited in sorted(texts[source].cites & places.keys() - {source}):
            number = next(numbers)
            yield number, places[source]
            yield number, places[cited]
