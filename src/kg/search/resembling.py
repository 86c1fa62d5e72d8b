"""Speakers whose names look like those of others, with other letters (UTS #39); nothing is stored.

One walk through the names of an index tells it; whoever asks again is told what was found.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from kg.model.lookalikes import letters, skeleton

MOST: Final = 5
"""Others that are told of one speaker."""

Bearers: TypeAlias = Mapping[str, str]
"""By its IRI, the name of each speaker who is spelt in the same letters."""


def resembling(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return by their IRIs the speakers that may be taken for others: IRIs and names of those."""
    found: dict[str, list[tuple[str, str]]] = {}
    for spellings in _by_look(connection).values():
        if len(spellings) < 2:  # noqa: PLR2004  (nobody else looks like that)
            continue
        for spelt, bearers in spellings.items():
            others = list(islice(_others(spellings, spelt), MOST + len(bearers)))
            for iri in bearers:
                told = [other for other in others if other[0] != iri][:MOST]
                if told:
                    found[iri] = [*found.get(iri, ()), *told][:MOST]
    return found


def _by_look(connection: sqlite3.Connection) -> dict[str, dict[str, dict[str, str]]]:
    """Return by skeleton, and then by letters, who has a name of that look."""
    looks: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    rows = connection.execute(
        "SELECT DISTINCT iri, text FROM name WHERE noun = 'speaker' AND how IN ('label', 'alt') "
        "ORDER BY iri, text"
    )
    for iri, text in rows:
        looks[skeleton(text)][letters(text)].setdefault(iri, text)
    return looks


def _others(spellings: Mapping[str, Bearers], spelt: str) -> Iterator[tuple[str, str]]:
    for letters_, bearers in spellings.items():
        if letters_ != spelt:
            yield from bearers.items()
