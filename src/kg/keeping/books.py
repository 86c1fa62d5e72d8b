"""The writer's books: which records are active, who declares which shared quad, how far we are.

They lie in `live/books.sqlite`, outside the graph, so nothing of them can be published. All
changes stay in one open transaction until `commit`, which the writer calls after the graph is
safely on disk: so after a crash the books are never ahead of the graph, and everything since can
be applied once more.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kg.keeping.holdings import HOLDINGS_INDEX, HOLDINGS_SCHEMA, Holdings
from kg.keeping.judgements import JUDGEMENTS_SCHEMA, Judgements
from kg.keeping.names import NAMES_INDEX, NAMES_SCHEMA, Names
from kg.keeping.seen import REQUESTS_SCHEMA, SeenRequests
from kg.keeping.standing import Draft, Standing
from kg.ledger import GENESIS, Event, read_instant, write_instant

_SCHEMA: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL,
    snapshot TEXT NOT NULL, at TEXT NOT NULL, seq INTEGER NOT NULL, actor TEXT NOT NULL,
    supersedes INTEGER, active INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX record_by_snapshot ON record (snapshot) WHERE active;
CREATE TABLE draft (
    record TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL,
    actor TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
"""


_SCHEMAS: Final = (_SCHEMA, HOLDINGS_SCHEMA, NAMES_SCHEMA, REQUESTS_SCHEMA, JUDGEMENTS_SCHEMA)


class Books:
    """The books, opened for writing. Not safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the books, or begin them; everything since the last `commit` is forgotten."""
        new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA cache_size = -32768")  # KiB; keys are spread evenly
        if new:
            self._connection.executescript(f"BEGIN; {' '.join(_SCHEMAS)} COMMIT;")
        for index in (HOLDINGS_INDEX, NAMES_INDEX):
            self._connection.execute(index)
        self._connection.execute("BEGIN IMMEDIATE")
        self._committed = self._connection.total_changes
        self.holdings = Holdings(self._connection)
        self.names = Names(self._connection)
        self.requests = SeenRequests(self._connection)
        self.judgements = Judgements(self._connection)

    @property
    def changed(self) -> bool:
        """Whether anything was written since the last `commit`."""
        return self._connection.total_changes > self._committed

    def commit(self) -> None:
        """Keep everything written so far; the graph must have been flushed before."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        self._committed = self._connection.total_changes

    def rewrite(self) -> None:
        """Write the file anew, so that no byte is left of what was removed; commits."""
        self.holdings.forget_unheld()
        self._connection.execute("COMMIT")
        self._connection.execute("VACUUM")
        self._connection.execute("BEGIN IMMEDIATE")
        self._committed = self._connection.total_changes

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

    @property
    def revision(self) -> int:
        """The number of the last event that changed what the public can read."""
        return int(self.fact("revision", "0"))

    @property
    def revision_head(self) -> str:
        """The SHA-256 of that event."""
        return self.fact("revision-head", GENESIS)

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

    def count_active(self) -> int:
        """Return how many records are active."""
        return int(self._one("SELECT count(*) FROM record WHERE active")[0])

    def holder(self, snapshot: str) -> str | None:
        """Return the active record of the text with that SHA-256."""
        row = self._one("SELECT id FROM record WHERE active AND snapshot = ?", snapshot)
        return str(row[0]) if row else None

    def keep(self, standing: Standing) -> None:
        """Note the newest version of a record."""
        self._do(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            standing.record,
            standing.version,
            standing.document,
            standing.snapshot,
            write_instant(standing.at),
            standing.seq,
            standing.actor,
            standing.supersedes,
            standing.active,
        )

    def draft(self, record: str) -> Draft | None:
        """Return a record's pending draft."""
        row = self._one("SELECT * FROM draft WHERE record = ?", record)
        return _draft(row) if row else None

    def drafts(self) -> list[Draft]:
        """Return the pending drafts in the order they came."""
        rows = self._connection.execute("SELECT * FROM draft ORDER BY at, record")
        return [_draft(row) for row in rows]

    def keep_draft(self, draft: Draft) -> None:
        """Note the newest draft of a record."""
        self._do(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)",
            draft.record,
            draft.version,
            draft.document,
            draft.actor,
            write_instant(draft.at),
        )

    def drop_draft(self, record: str) -> None:
        """Forget a draft: its record was accepted or erased."""
        self._do("DELETE FROM draft WHERE record = ?", record)

    def _do(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _one(self, statement: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row or ()


def last_applied(path: Path) -> tuple[int, str]:
    """Return number and SHA-256 of the last event that is in the books; (0, "") without books.

    Raises:
        sqlite3.DatabaseError: the books are damaged, or their writer is busy.
    """
    if not path.exists():
        return 0, ""
    query = "SELECT name, value FROM fact WHERE name IN ('seq', 'head')"
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as books:
        facts = dict(books.execute(query).fetchall())
    return int(facts.get("seq", 0)), str(facts.get("head", ""))


def last_signed(path: Path) -> str:
    """Return the SHA-256 of the last checkpoint that is in the books; "" where there is none.

    Raises:
        sqlite3.DatabaseError: the books are damaged, or their writer is busy.
    """
    if not path.exists():
        return ""
    query = "SELECT value FROM fact WHERE name = 'checkpoint'"
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as books:
        row = books.execute(query).fetchone()
    return str(row[0]) if row else ""


def _standing(row: tuple[Any, ...]) -> Standing:
    record, version, document, snapshot, at, seq, actor, supersedes, active = row
    return Standing(
        record, version, document, snapshot, read_instant(at), seq, actor, supersedes, bool(active)
    )


def _draft(row: tuple[Any, ...]) -> Draft:
    record, version, document, actor, at = row
    return Draft(record, version, document, actor, read_instant(at))
