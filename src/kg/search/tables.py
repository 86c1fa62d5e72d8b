"""Rows in and out of the index's tables, those of the full-text ones too."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from kg.search.folding import stems
from kg.search.levelling import level

Learnt: TypeAlias = Literal["quote", "name"]
FULL_TEXT = ("quote_words", "name_words", "quote_stems", "name_stems")
"""The full-text tables."""


class Tables:
    """Short ways to change tables through one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through this connection."""
        self._connection = connection

    def do(self, statement: str, *values: object) -> None:
        """Run a statement."""
        self._connection.execute(statement, values)

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of values."""
        self._connection.executemany(statement, rows)

    def all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._connection.execute(statement, values).fetchall()

    def insert(self, into: str, *values: object) -> int:
        """Insert a row and return its number."""
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {into} VALUES ({marks})", values)
        return int(cursor.lastrowid or 0)

    def learn(self, what: Learnt, n: int, text: str) -> None:
        """Let a row of `attribution` or `name` be found by the words of its text."""
        for table, words in _learnt(what, text):
            self.do(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", n, words)

    def forget(self, what: Learnt, n: int, text: str) -> None:
        """Take a row out of full-text tables; they keep no text, so they must be told which."""
        for table, words in _learnt(what, text):
            delete = f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)"
            self.do(delete, n, words)


def _learnt(what: Learnt, text: str) -> tuple[tuple[str, str], ...]:
    return (f"{what}_words", level(text)), (f"{what}_stems", stems(text))
