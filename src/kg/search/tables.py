"""Rows in and out of the index's tables, those of the full-text ones too."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import sqlite3
from typing import Any

from kg.search.levelling import level


class Tables:
    """Short ways to change tables through one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through this connection."""
        self._connection = connection

    def do(self, statement: str, *values: object) -> None:
        """Run a statement."""
        self._connection.execute(statement, values)

    def all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._connection.execute(statement, values).fetchall()

    def insert(self, into: str, *values: object) -> int:
        """Insert a row and return its number."""
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {into} VALUES ({marks})", values)
        return int(cursor.lastrowid or 0)

    def learn(self, table: str, n: int, text: str) -> None:
        """Let a row of a full-text table be found by these words."""
        self.do(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", n, level(text))

    def forget(self, table: str, n: int, text: str) -> None:
        """Take a row out of a full-text table; it keeps no text, so it must be told which."""
        self.do(
            f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", n, level(text)
        )
