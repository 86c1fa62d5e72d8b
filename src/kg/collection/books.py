"""The writer's books: which records are active, who declares which shared quad, how far we are.

They lie in `live/books.sqlite`, outside the graph, so nothing of them can be published. All
changes stay in one open transaction until `commit`, which the writer calls after the graph is
safely on disk: so after a crash the books are never ahead of the graph, and everything since can
be applied once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kg.ledger import GENESIS, Event, digest_of, read_instant, write_instant

_SCHEMA: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL,
    snapshot TEXT NOT NULL, at TEXT NOT NULL, supersedes INTEGER, active INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX record_by_snapshot ON record (snapshot) WHERE active;
CREATE TABLE draft (record TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shared (
    quad BLOB NOT NULL, record TEXT NOT NULL, PRIMARY KEY (quad, record)
) WITHOUT ROWID;
CREATE TABLE definition (
    kind TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, id, record)
) WITHOUT ROWID;
CREATE INDEX definition_by_record ON definition (record);
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest accepted version of a record; `active` unless it was retracted.

    `document` and `snapshot` are SHA-256; `at` is the time of its event, UTC; `supersedes` the
    version it took the place of, None for the first and after a retraction.
    """

    record: str
    version: int
    document: str
    snapshot: str
    at: datetime
    supersedes: int | None
    active: bool = True


class Books:
    """The books, opened for writing. Not safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the books, or begin them; everything since the last `commit` is forgotten."""
        new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        if new:
            self._connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep everything written so far; the graph must have been flushed before."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Forget everything since the last `commit`, and let go of the file."""
        self._connection.close()

    def fact(self, name: str, default: str = "") -> str:
        """Return a remembered value."""
        row = self._one("SELECT value FROM fact WHERE name = ?", name)
        return str(row[0]) if row else default

    def remember(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        self._do("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value)

    @property
    def seq(self) -> int:
        """The number of the last event that is in the books (and so in graph and index)."""
        return int(self.fact("seq", "0"))

    @property
    def head(self) -> str:
        """The SHA-256 of that event."""
        return self.fact("head", GENESIS)

    def reach(self, event: Event, *, public: bool) -> None:
        """Note that an event is applied; `public` when it changed what everybody may read."""
        self.remember("seq", str(event.seq))
        self.remember("head", event.digest)
        if public:
            self.remember("revision", str(event.seq))
            self.remember("revision-head", event.digest)

    def standing(self, record: str) -> Standing | None:
        """Return the newest accepted version of a record, None if there never was one."""
        row = self._one("SELECT * FROM record WHERE id = ?", record)
        return _standing(row) if row else None

    def active(self) -> Iterator[Standing]:
        """Yield the active records in the order of their ids."""
        for row in self._connection.execute("SELECT * FROM record WHERE active ORDER BY id"):
            yield _standing(row)

    def count_active(self) -> int:
        """Return how many records are active."""
        row = self._one("SELECT count(*) FROM record WHERE active")
        return int(row[0]) if row else 0

    def holder(self, snapshot: str) -> str | None:
        """Return the active record of the text with that SHA-256."""
        row = self._one("SELECT id FROM record WHERE active AND snapshot = ?", snapshot)
        return str(row[0]) if row else None

    def keep(self, standing: Standing) -> None:
        """Note the newest version of a record."""
        self._do(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?)",
            standing.record,
            standing.version,
            standing.document,
            standing.snapshot,
            write_instant(standing.at),
            standing.supersedes,
            standing.active,
        )

    def draft(self, record: str) -> str | None:
        """Return the SHA-256 of a record's pending draft."""
        row = self._one("SELECT document FROM draft WHERE record = ?", record)
        return str(row[0]) if row else None

    def keep_draft(self, record: str, document: str) -> None:
        """Note the newest draft of a record."""
        self._do("INSERT OR REPLACE INTO draft VALUES (?, ?)", record, document)

    def drop_draft(self, record: str) -> None:
        """Forget a draft: it was accepted, or another took its place."""
        self._do("DELETE FROM draft WHERE record = ?", record)

    def declare(self, record: str, quads: Iterable[str]) -> None:
        """Note that a record declares these quads of the shared graphs."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO shared VALUES (?, ?)",
            ((_key(quad), record) for quad in quads),
        )

    def withdraw(self, record: str, quads: Iterable[str]) -> set[str]:
        """Note that a record declares these quads no more; return those nobody declares now."""
        gone = set(quads)
        self._connection.executemany(
            "DELETE FROM shared WHERE quad = ? AND record = ?",
            ((_key(quad), record) for quad in gone),
        )
        return {quad for quad in gone if not self.declared(quad)}

    def declared(self, quad: str) -> bool:
        """Return whether any active record declares a quad of a shared graph."""
        return self._one("SELECT 1 FROM shared WHERE quad = ? LIMIT 1", _key(quad)) is not None

    def define(self, record: str, names: Iterable[tuple[str, str]]) -> None:
        """Note which things (kind, id) a record defines, instead of those noted before."""
        self._do("DELETE FROM definition WHERE record = ?", record)
        self._connection.executemany(
            "INSERT OR IGNORE INTO definition VALUES (?, ?, ?)",
            ((kind, name, record) for kind, name in names),
        )

    def definer(self, kind: str, name: str) -> str | None:
        """Return the first active record, by id, that defines a thing."""
        row = self._one("SELECT min(record) FROM definition WHERE kind = ? AND id = ?", kind, name)
        return str(row[0]) if row and row[0] is not None else None

    def defined(self, kind: str) -> Iterator[str]:
        """Yield the ids of the things of a kind that are defined, in order."""
        rows = self._connection.execute(
            "SELECT DISTINCT id FROM definition WHERE kind = ? ORDER BY id", (kind,)
        )
        return (str(row[0]) for row in rows)

    def _do(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _one(self, statement: str, *values: object) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self._connection.execute(statement, values).fetchone()
        return row


def _key(quad: str) -> bytes:
    """Return half a SHA-256: 128 bits never collide by accident, and halve the table."""
    return bytes.fromhex(digest_of(quad.encode())[:32])


def _standing(row: tuple[object, ...]) -> Standing:
    record, version, document, snapshot, at, supersedes, active = row
    return Standing(
        str(record),
        int(str(version)),
        str(document),
        str(snapshot),
        read_instant(str(at)),
        None if supersedes is None else int(str(supersedes)),
        bool(active),
    )
