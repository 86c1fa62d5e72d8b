"""Attributions that have all the words, once case, marks, script and spelling are levelled.

The words may stand in the quotation, in the claim's text, or in a recorded name of the speaker or
of what the claim is about, each wherever it likes: as `lookups/by-text` has it, but for the fold.
"""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from kg.search.folding import Word, words
from kg.search.rarity import COMMON, counted, matching, phrase

Compared = Literal["quotation", "claim", "name"]

LOOKED_AT: Final = 300
"""Attributions that are looked at."""

_TABLES: Final = ("quote_stems", "name_stems")
_BY_NAMES: Final = (
    "claim IN (SELECT iri FROM named WHERE noun = 'claim' AND how = 'label')",
    "speaker IN (SELECT iri FROM named WHERE noun = 'speaker' AND how IN ('label', 'alt'))",
    (
        "claim IN (SELECT claim FROM about WHERE topic IN (SELECT iri FROM named "
        "WHERE noun IN ('speaker', 'place', 'thing') AND how IN ('label', 'alt')))"
    ),
)


class Text(NamedTuple):
    """A text that may be like the words: a quotation, a claim's text or a recorded name."""

    claim: str
    attribution: str | None
    compared: Compared
    passage: str


class FoundText(NamedTuple):
    """The text of an attribution that has most of the words; with the others it has all of them.

    `by_letters` says that no word had to be spelt otherwise.
    """

    text: Text
    by_letters: bool


class Folded:
    """Finds attributions in one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask through this connection."""
        self._connection = connection

    def having(self, asked: Sequence[Word]) -> tuple[list[FoundText], bool]:
        """Return the attributions that have all the words, and whether others were not looked at.

        Those are looked at that have the rarest word, the first `LOOKED_AT` in the order of IRIs.
        """
        if not asked:
            return [], False
        stem, number = self._rarest(asked)
        rows = self._rows(stem)
        found = [each for row in rows if (each := self._found(asked, *row))]
        return found, number >= COMMON or len(rows) >= LOOKED_AT

    def _rarest(self, asked: Sequence[Word]) -> tuple[str, int]:
        numbers = {
            word.stem: max(counted(self._connection, table, word.stem) for table in _TABLES)
            for word in asked
        }
        return min(numbers.items(), key=lambda pair: (pair[1], pair[0]))

    def _rows(self, stem: str) -> list[tuple[str, str, str, str]]:
        quoted, named = (matching(self._connection, table, phrase(stem)) for table in _TABLES)
        selects = " UNION ".join(f"SELECT n FROM attribution WHERE {each}" for each in _BY_NAMES)
        return self._connection.execute(
            "WITH named AS MATERIALIZED (SELECT iri, noun, how FROM name "
            "WHERE n IN (SELECT value FROM json_each(?))) "
            "SELECT iri, claim, speaker, exact FROM attribution WHERE n IN "
            f"(SELECT value FROM json_each(?) UNION {selects}) ORDER BY iri LIMIT {LOOKED_AT}",
            (json.dumps(named), json.dumps(quoted)),
        ).fetchall()

    def _found(
        self, asked: Sequence[Word], iri: str, claim: str, speaker: str, exact: str
    ) -> FoundText | None:
        texts = [Text(claim, iri, "quotation", exact), *self._around(iri, claim, speaker)]
        known = [words(each.passage) for each in texts]
        spellings = [{word.spelling for word in each} for each in known]
        wanted = {word.spelling for word in asked}
        if not wanted <= set().union(*spellings):
            return None
        most = max(range(len(texts)), key=lambda n: (len(wanted & spellings[n]), -n))
        letters = {word.letters for each in known for word in each}
        return FoundText(texts[most], by_letters={word.letters for word in asked} <= letters)

    def _around(self, iri: str, claim: str, speaker: str) -> Iterator[Text]:
        for compared, text in self._connection.execute(
            "SELECT 'claim', text FROM name WHERE iri = ?1 AND how = 'label' UNION ALL "
            "SELECT 'name', text FROM name WHERE iri = ?2 AND how IN ('label', 'alt') UNION ALL "
            "SELECT 'name', text FROM name JOIN about ON iri = topic "
            "WHERE claim = ?1 AND how IN ('label', 'alt')",
            (claim, speaker),
        ):
            yield Text(claim, iri, compared, text)
