"""Filters as SQL conditions that keep the very attributions `attributions/list.rq` keeps."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.search.attributions import sortable
from kg.search.condition import Condition, marks
from kg.search.naming import Json
from kg.search.wording import Wording

_COLUMNS: Final = ("claim", "speaker", "source", "act", "basis")


def conditions(filters: Json, wording: Wording) -> Iterator[Condition]:
    """Yield one condition for each filter given.

    `filters` has the names of `kg.search.filters.Filters`; things are full IRIs, values of our
    lists their local names (of both several: any will do), dates `YYYY-MM-DD`, moments in UTC.
    """
    for column in _COLUMNS:
        if column in filters:
            yield _one_of(column, filters[column])
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


def _one_of(column: str, wanted: str | Sequence[str]) -> Condition:
    each = [wanted] if isinstance(wanted, str) else wanted
    # A single one is asked for by itself: its rows are in their order in the index already.
    if len(each) == 1:
        return Condition(f"{column} = ?", (each[0],))
    return Condition(f"{column} IN ({marks(each)})", tuple(each))


def _language(wanted: str) -> Condition:
    """Keep what the basic language range matches (RFC 4647 section 3.3.1)."""
    if wanted == "*":
        return Condition("language <> ''")
    return Condition(
        "(lower(language) = ? OR substr(lower(language), 1, ?) = ?)",
        (wanted, len(wanted) + 1, f"{wanted}-"),
    )


def _dates(filters: Json) -> Iterator[Condition]:
    certain = filters.get("date_mode") == "certain"
    yield from _said(filters, certain=certain)
    for clock, thing in (("situation", "claim"), ("published", "source")):
        first, last = filters.get(f"{clock}_from"), filters.get(f"{clock}_to")
        if certain:
            yield from _proven(thing, first, last)
        else:
            yield from _not_excluded(thing, first, last)
    if "recorded_from" in filters:
        yield Condition("recorded >= ?", (sortable(filters["recorded_from"]),))
    if "recorded_to" in filters:
        yield Condition("recorded <= ?", (sortable(filters["recorded_to"]),))


def _said(filters: Json, *, certain: bool) -> Iterator[Condition]:
    first, last = filters.get("said_from"), filters.get("said_to")
    if certain:
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


def _proven(thing: str, first: str | None, last: str | None) -> Iterator[Condition]:
    """Keep what certainly lies inside: both its bounds are known."""
    dated = f"{thing} IN (SELECT thing FROM dated WHERE earliest"
    if first:
        yield Condition(f"{dated} >= ? AND latest IS NOT NULL)", (first,))
    if last:
        yield Condition(f"{dated} IS NOT NULL AND latest <= ?)", (last,))


def _not_excluded(thing: str, first: str | None, last: str | None) -> Iterator[Condition]:
    """Keep what may lie inside; of what is not dated there is no row."""
    if first:
        yield Condition(f"{thing} NOT IN (SELECT thing FROM dated WHERE latest < ?)", (first,))
    if last:
        yield Condition(f"{thing} NOT IN (SELECT thing FROM dated WHERE earliest > ?)", (last,))
