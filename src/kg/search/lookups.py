"""Which claims answer a look-up, and by which of their attributions."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kg.search.condition import Condition, every, marks, rows_of
from kg.search.levelling import level, openings
from kg.search.naming import Json
from kg.search.wording import Wording, words_in


def by_text(
    connection: sqlite3.Connection, words: Iterable[str], after: str | None, limit: int
) -> Json:
    """Return the claims in which all the words occur, as `lookups/by-text.rq` does."""
    return _claims(connection, having(connection, words), after, limit)


def by_quote(connection: sqlite3.Connection, words: str, after: str | None, limit: int) -> Json:
    """Return the claims made in these words, as `lookups/by-quote.rq` does."""
    return _claims(connection, quoting(words), after, limit)


def by_things(
    connection: sqlite3.Connection, kind: str, things: Sequence[str], after: str | None, limit: int
) -> Json:
    """Return the claims of these speakers, or about these places or topics."""
    among = marks(things)
    of = f"speaker IN ({among})"
    if kind != "speaker":
        of = f"claim IN (SELECT claim FROM about WHERE topic IN ({among}))"
    return _claims(connection, Condition(of, tuple(things)), after, limit)


def having(connection: sqlite3.Connection, words: Iterable[str]) -> Condition:
    """Return the condition that all the words occur."""
    return every(map(Wording(connection).said_or_named, words))


def quoting(words: str) -> Condition:
    """Return the condition that passage and words agree but for what is levelled."""
    levelled, candidates = level(words), words_in("quote", words)
    within = Condition(
        f"n IN ({candidates.sql}) AND instr(level(exact), ?)", (*candidates.values, levelled)
    )
    around = Condition(
        "opening IN (SELECT value FROM json_each(?)) AND instr(?, level(exact))",
        (json.dumps(openings(levelled)), levelled),
    )
    return rows_of([within, around])


def answering(
    connection: sqlite3.Connection, where: Condition, claims: Sequence[str]
) -> frozenset[str]:
    """Return those of the claims that have an attribution for which the condition holds."""
    found = connection.execute(
        f"SELECT DISTINCT claim FROM attribution WHERE claim IN ({marks(claims)}) AND {where.sql}",
        (*claims, *where.values),
    )
    return frozenset(claim for (claim,) in found)


def by_url(connection: sqlite3.Connection, url: str, after: str | None, limit: int) -> Json:
    """Return the claims of all sources at this (normal) address, and the addresses as recorded."""
    found = connection.execute(
        "SELECT DISTINCT url, source FROM address WHERE normal = ? ORDER BY url", (url,)
    ).fetchall()
    sources = tuple({source for _, source in found})
    where = Condition(f"source IN ({marks(sources)})", sources)
    urls = sorted({recorded for recorded, _ in found})
    return _claims(connection, where, after, limit) | {"urls": urls}


def _claims(
    connection: sqlite3.Connection, where: Condition, after: str | None, limit: int
) -> Json:
    """Return a page of claims in the order of their IRIs, each with what matched of it."""
    found = connection.execute(
        f"SELECT DISTINCT claim FROM attribution WHERE {where.sql} AND claim > ? "
        "ORDER BY claim LIMIT ?",
        (*where.values, after or "", limit + 1),
    ).fetchall()
    claims = [claim for (claim,) in found[:limit]]
    matched = _matched(connection, where, claims)
    return {
        "claims": [{"claim": claim, "attributions": matched[claim]} for claim in claims],
        "more": len(found) > limit,
    }


def _matched(
    connection: sqlite3.Connection, where: Condition, claims: Sequence[str]
) -> dict[str, list[str]]:
    matched: dict[str, list[str]] = {claim: [] for claim in claims}
    for claim, iri in connection.execute(
        f"SELECT claim, iri FROM attribution WHERE {where.sql} "
        f"AND claim IN ({marks(claims)}) ORDER BY iri",
        (*where.values, *claims),
    ):
        matched[claim].append(iri)
    return matched
