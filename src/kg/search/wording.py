"""Which attributions have some words: exactly those that CONTAINS and LCASE find in SPARQL.

Words in few places are looked up by their trigrams, and then checked. Words in many are checked
row by row instead, as then a page is soon full.
"""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from kg.search.condition import Condition, any_of, marks, rows_of
from kg.search.levelling import level

MANY: Final = 1000
"""Passages that may have the words, from which on they are checked row by row."""

_TRIGRAMS: Final = 12  # looked for at most; the words themselves are checked in any case
_TOPICS: Final = ("speaker", "place", "thing")
_NAMES: Final = ("label", "alt")


class Wording:
    """Writes conditions on the rows of `attribution`, according to how common the words are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look at how common words are through this connection."""
        self._connection = connection

    def said(self, text: str) -> Condition:
        """Return the condition that the words stand in the quotation or in the claim's text."""
        if self.is_common(text):
            return any_of([_quoted(text), _this_claim(text)])
        return rows_of([_likely(text), _claims(text)])

    def said_or_named(self, text: str) -> Condition:
        """Return the condition that they stand there, or in a name the attribution goes with.

        Names are those of its speaker and of what its claim is about.
        """
        if self.is_common(text):
            parts = (_quoted, _this_claim, _this_speaker, _these_topics)
            return any_of([part(text) for part in parts])
        return rows_of([_likely(text), _claims(text), _speakers(text), _topics(text)])

    def is_common(self, text: str) -> bool:
        """Return whether many passages may have the words, or nothing tells how many do."""
        found = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM ({words_in('quote', text).sql}) LIMIT ?)",
            (*words_in("quote", text).values, MANY),
        ).fetchone()
        return bool(found[0] == MANY)


def words_in(table: str, text: str) -> Condition:
    """Return a select of the rows of `quote` or `name` that have all trigrams of the words.

    Whether a row has the words themselves is to be checked. With less than three characters to
    go by, every row may have them.
    """
    levelled = level(text)
    trigrams = sorted({levelled[n : n + 3] for n in range(len(levelled) - 2)})
    if not trigrams or "\x00" in levelled:
        return Condition(f"SELECT n FROM {'attribution' if table == 'quote' else table}")
    some = trigrams[:: max(1, len(trigrams) // _TRIGRAMS)]
    phrases = " ".join('"' + each.replace('"', '""') + '"' for each in some)  # no operators
    return Condition(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?", (phrases,))


def named(nouns: Sequence[str], hows: Sequence[str], text: str) -> Condition:
    """Return a select of the IRIs of the things of these nouns that have the words in a name."""
    candidates = words_in("name", text)
    return Condition(
        f"SELECT iri FROM name WHERE noun IN ({marks(nouns)}) AND how IN ({marks(hows)}) "
        f"AND n IN ({candidates.sql}) AND holds(text, ?)",
        (*nouns, *hows, *candidates.values, text.lower()),
    )


def _quoted(text: str) -> Condition:
    return Condition("holds(exact, ?)", (text.lower(),))


def _likely(text: str) -> Condition:
    candidates = words_in("quote", text)
    return Condition(
        f"n IN ({candidates.sql}) AND holds(exact, ?)", (*candidates.values, text.lower())
    )


def _claims(text: str) -> Condition:
    claims = named(("claim",), ("label",), text)
    return Condition(f"claim IN ({claims.sql})", claims.values)


def _speakers(text: str) -> Condition:
    speakers = named(("speaker",), _NAMES, text)
    return Condition(f"speaker IN ({speakers.sql})", speakers.values)


def _topics(text: str) -> Condition:
    topics = named(_TOPICS, _NAMES, text)
    return Condition(
        f"claim IN (SELECT claim FROM about WHERE topic IN ({topics.sql}))", topics.values
    )


def _this_claim(text: str) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM name WHERE name.iri = attribution.claim AND how = 'label' "
        "AND holds(text, ?))",
        (text.lower(),),
    )


def _this_speaker(text: str) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM name WHERE name.iri = attribution.speaker "
        "AND noun = 'speaker' AND how IN ('label', 'alt') AND holds(text, ?))",
        (text.lower(),),
    )


def _these_topics(text: str) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM about JOIN name ON name.iri = about.topic "
        f"WHERE about.claim = attribution.claim AND noun IN ({marks(_TOPICS)}) "
        "AND how IN ('label', 'alt') AND holds(text, ?))",
        (*_TOPICS, text.lower()),
    )
