"""Filters as SQL conditions that keep the very attributions `attributions/list.rq` keeps."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.search.condition import Condition, marks
from kg.search.naming import Json
from kg.search.wording import Wording

_COLUMNS: Final = ("claim", "speaker", "source", "act", "basis")


def conditions(filters: Json, wording: Wording) -> Iterator[Condition]:
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
        yield wording.said(filters["q"])


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
