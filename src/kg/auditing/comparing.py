"""Whether two graphs, or two indexes, hold the same: asked when one was made from the ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Store

    _Pattern = tuple[Any, Any, Any, Any]

SHOWN: Final = 10
"""How many differences are worth telling one by one."""

_ROW_NUMBERS: Final = frozenset(("n", "description"))
"""Columns that only number rows; they depend on the order of writing."""


class Quads(Protocol):
    """A set of quads."""

    def __len__(self) -> int:
        """Tell how many there are."""
        ...

    def __iter__(self) -> Iterator[Quad]:
        """Yield each."""
        ...

    def __contains__(self, quad: Quad) -> bool:
        """Tell whether a quad is among them."""
        ...


def graph_differences(found: Quads, expected: Quads) -> Iterator[str]:
    """Yield the first quads that are in one graph only; nothing where they are equal."""
    for quad in islice((quad for quad in found if quad not in expected), SHOWN):
        yield f"the graph states what the ledger does not: {quad}"
    for quad in islice((quad for quad in expected if quad not in found), SHOWN):
        yield f"the graph lacks what the ledger states: {quad}"


def engine_differences(found: Store, expected: Quads) -> Iterator[str]:
    """Read all six indexes of the engine, and yield what is amiss in any.

    The engine keeps every quad six times, ordered for six kinds of question, and checks only the
    blocks it reads: each pattern here is answered from another of them.
    """
    for name, patterns in _patterns(expected):
        count = 0
        for pattern in patterns:
            for quad in found.quads_for_pattern(*pattern):
                if not _fits(quad, pattern):
                    continue
                count += 1
                if quad not in expected:
                    yield f"index {name} of the engine has what the ledger does not state: {quad}"
        if count != len(expected):
            yield f"index {name} of the engine has {count} statements, not {len(expected)}"


def _patterns(quads: Quads) -> Iterator[tuple[str, Iterable[_Pattern]]]:
    """Yield each index by the order of its keys, and the patterns that read all of it."""
    yield "spog", [(s, None, None, None) for s in {quad.subject for quad in quads}]
    yield "posg", [(None, p, None, None) for p in {quad.predicate for quad in quads}]
    yield "ospg", [(None, None, o, None) for o in {quad.object for quad in quads}]
    yield "gspo", [(None, None, None, g) for g in {quad.graph_name for quad in quads}]
    pairs = {(quad.predicate, quad.graph_name) for quad in quads}
    yield "gpos", [(None, p, None, g) for p, g in pairs]
    ends = {(quad.object, quad.graph_name) for quad in quads}
    yield "gosp", [(None, None, o, g) for o, g in ends]


def _fits(quad: Quad, pattern: _Pattern) -> bool:
    """Return whether a quad is one that was asked for.

    Asked for the whole number 255, or another whose last byte is full, the engine gives those
    that follow, too.
    """
    return all(asked in (None, has) for asked, has in zip(pattern, quad, strict=True))


def index_differences(found: Path, expected: Path) -> Iterator[str]:
    """Yield the tables in which two indexes differ; nothing where they are equal.

    Raises:
        sqlite3.DatabaseError: one of them is damaged.
    """
    with closing(sqlite3.connect(_read_only(found), uri=True)) as connection:
        connection.execute("ATTACH ? AS expected", (_read_only(expected),))
        for table, columns in _tables(connection):
            one = f"SELECT {columns} FROM main.{table}"  # noqa: S608  (names from the schema)
            other = f"SELECT {columns} FROM expected.{table}"  # noqa: S608
            if _any(connection, f"{one} EXCEPT {other}"):
                yield f"the index has rows in `{table}` that the ledger does not give"
            if _any(connection, f"{other} EXCEPT {one}"):
                yield f"the index lacks rows in `{table}` that the ledger gives"


def _read_only(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"


def _any(connection: sqlite3.Connection, query: str) -> bool:
    return connection.execute(f"{query} LIMIT 1").fetchone() is not None


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield each table of records with the columns to compare; full-text tables keep no text."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_words*'"
        " AND name NOT GLOB '*_stems*' AND name NOT GLOB 'sqlite_*' ORDER BY name"
    ).fetchall()
    for (table,) in names:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        compared = [f'"{column}"' for column in columns if column not in _ROW_NUMBERS]
        yield table, ", ".join(compared)
