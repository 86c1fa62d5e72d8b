"""Filters as SQL conditions that keep the very attributions `attributions/list.rq` keeps."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from kg.search.levelling import level
from kg.search.naming import Json

_TRIGRAM: Final = 3
_COLUMNS: Final = ("claim", "speaker", "source", "act", "basis")


class Condition(NamedTuple):
    """One condition and the values of its placeholders, in order."""

    sql: str
    values: tuple[Any, ...] = ()


def conditions(filters: Json) -> Iterator[Condition]:
    """Yield one condition for each filter given.

    `filters` has the names of `kg.search.filters.Filters`; things are full IRIs (`about` a list
    of them), values of our lists their local names, dates `YYYY-MM-DD`.
    """
    for column in _COLUMNS:
        if column in filters:
            yield Condition(f"{column} = ?", (filters[column],))
    if "about" in filters:
        topics = filters["about"]
        yield Condition(
            f"claim IN (SELECT claim FROM about WHERE topic IN ({marks(topics)}))", tuple(topics)
        )
    if "hedged" in filters:
        yield Condition("hedged = ?", (int(filters["hedged"]),))
    if "lang" in filters:
        yield _language(filters["lang"].lower())
    yield from _dates(filters)
    if "q" in filters:
        yield said(filters["q"])


def words_in(table: str, text: str) -> Condition:
    """Return the condition that row `n` of `quote` or `name` may have these words.

    Trigrams find candidates; with less than three characters every row is one.
    """
    levelled = level(text)
    if len(levelled) < _TRIGRAM or "\x00" in levelled:
        return Condition("1")
    phrase = '"' + levelled.replace('"', '""') + '"'  # a phrase; nothing in it is an operator
    return Condition(
        f"n IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?)", (phrase,)
    )


def marks(values: Sequence[Any]) -> str:
    """Return as many placeholders as there are values."""
    return ", ".join("?" * len(values))


def named(nouns: Sequence[str], hows: Sequence[str], text: str) -> Condition:
    """Return a select of the IRIs of the things of these nouns that have the words in a name."""
    candidates = words_in("name", text)
    return Condition(
        f"SELECT iri FROM name WHERE noun IN ({marks(nouns)}) AND how IN ({marks(hows)}) "
        f"AND {candidates.sql} AND holds(text, ?)",
        (*nouns, *hows, *candidates.values, text.lower()),
    )


def said(text: str) -> Condition:
    """Return the condition that the words stand in the quotation or in the claim's text."""
    quotes, claims = words_in("quote", text), named(("claim",), ("label",), text)
    return Condition(
        f"({quotes.sql} AND holds(exact, ?) OR claim IN ({claims.sql}))",
        (*quotes.values, text.lower(), *claims.values),
    )


def said_or_about(text: str) -> Condition:
    """Return the condition that the words stand there, or in a name of what the claim is about."""
    words, topics = said(text), named(("speaker", "place", "thing"), ("label", "alt"), text)
    return Condition(
        f"({words.sql} OR claim IN (SELECT claim FROM about WHERE topic IN ({topics.sql})))",
        (*words.values, *topics.values),
    )


def every(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that all of them hold."""
    parts = tuple(conditions)
    return Condition(
        " AND ".join(part.sql for part in parts) or "1",
        tuple(value for part in parts for value in part.values),
    )


def _language(wanted: str) -> Condition:
    """Keep what the basic language range matches (RFC 4647 section 3.3.1)."""
    if wanted == "*":
        return Condition("language <> ''")
    return Condition(
        "(lower(language) = ? OR substr(lower(language), 1, ?) = ?)",
        (wanted, len(wanted) + 1, f"{wanted}-"),
    )


def _dates(filters: Json) -> Iterator[Condition]:
    first, last = filters.get("said_from"), filters.get("said_to")
    if filters.get("date_mode") == "certain":
        if first or last:
            yield Condition("earliest IS NOT NULL AND latest IS NOT NULL")
        if first:
            yield Condition("earliest >= ?", (first,))
        if last:
            yield Condition("latest <= ?", (last,))
        return
    if first:
        yield Condition("(latest IS NULL OR latest >= ?)", (first,))
    if last:
        yield Condition("(earliest IS NULL OR earliest <= ?)", (last,))
