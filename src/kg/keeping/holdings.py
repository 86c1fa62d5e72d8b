"""Who holds what: records share speakers, places and claims, and each may be taken back.

A quad of a shared graph stays as long as one active record declares it; a definition can be
referred to as long as one active record holds it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

Declared: TypeAlias = list[tuple[bytes, str]]
"""Keys of quads, each with a record that declares it."""

HOLDINGS_SCHEMA: Final = """
CREATE TABLE shared (
    quad BLOB NOT NULL, record TEXT NOT NULL, PRIMARY KEY (quad, record)
) WITHOUT ROWID;
CREATE TABLE definition (
    kind TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, body INTEGER NOT NULL,
    PRIMARY KEY (kind, id, record)
) WITHOUT ROWID;
CREATE INDEX definition_by_record ON definition (record);
CREATE TABLE body (id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE);
"""

HOLDINGS_INDEX: Final = """
CREATE INDEX IF NOT EXISTS definition_by_body ON definition (kind, id, body, record);
"""
"""What books of earlier versions get at their opening."""

_ENTRIES: Final = """
WITH RECURSIVE one (body) AS (
    SELECT min(body) FROM definition WHERE kind = ?1 AND id = ?2
    UNION ALL
    SELECT (SELECT min(body) FROM definition WHERE kind = ?1 AND id = ?2 AND body > one.body)
    FROM one WHERE one.body IS NOT NULL
)
SELECT content FROM one JOIN body ON body.id = one.body WHERE EXISTS (
    SELECT 1 FROM definition
    WHERE kind = ?1 AND definition.id = ?2 AND body = one.body AND record IS NOT ?3
) ORDER BY one.body
"""
"""From one entry to the next: every record of a collection may hold the same one."""

_ONLY: Final = """
SELECT content FROM body
WHERE id = (SELECT min(body) FROM definition WHERE kind = ?1 AND id = ?2)
AND id = (SELECT max(body) FROM definition WHERE kind = ?1 AND id = ?2)
"""
"""The one entry where all records hold the same, as mostly: it is found in half the time."""

_FEW: Final = 10
_REMEMBERED: Final = 5_000
"""Entries of which the number is remembered."""

_NEAR: Final = 100
"""Ids looked at on each side of one that is not there."""


class Held(NamedTuple):
    """What is known under an id: the different entries, oldest first, and some holders' ids."""

    entries: list[str]
    holders: list[str]


class Holdings:
    """The part of the books that counts references; see `Books` for its transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work within the transaction of a connection."""
        self._connection = connection
        self._bodies: dict[str, int] = {}

    def declare(self, record: str, quads: Iterable[str]) -> None:
        """Note that a record declares these quads of the shared graphs."""
        self.note((key_of(quad), record) for quad in quads)

    def note(self, declared: Iterable[tuple[bytes, str]]) -> None:
        """Note who declares what, by the keys of quads; those in order are noted faster."""
        self._connection.executemany("INSERT OR IGNORE INTO shared VALUES (?, ?)", declared)

    def withdraw(self, record: str, quads: Iterable[str]) -> set[str]:
        """Note that a record declares these quads no more; return those nobody declares now."""
        gone = set(quads)
        self._connection.executemany(
            "DELETE FROM shared WHERE quad = ? AND record = ?",
            ((key_of(quad), record) for quad in gone),
        )
        return {quad for quad in gone if not self.declared(quad)}

    def declared(self, quad: str) -> bool:
        """Return whether any active record declares a quad of a shared graph."""
        return bool(self._all("SELECT 1 FROM shared WHERE quad = ? LIMIT 1", key_of(quad)))

    def count_shared(self) -> int:
        """Return how many different quads the shared graphs hold."""
        return int(self._all("SELECT count(DISTINCT quad) FROM shared")[0][0])

    def define(self, record: str, entries: Iterable[tuple[str, str, str]]) -> None:
        """Note what (kind, id, entry) a record defines, instead of what was noted before."""
        self._connection.execute("DELETE FROM definition WHERE record = ?", (record,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO definition VALUES (?, ?, ?, ?)",
            [(kind, name, record, self._body(entry)) for kind, name, entry in entries],
        )

    def forget_unheld(self) -> None:
        """Remove the entries that no active record holds any more."""
        self._connection.execute("DELETE FROM body WHERE id NOT IN (SELECT body FROM definition)")
        self._bodies.clear()

    def held(self, kind: str, name: str, *, beside: str | None = None) -> Held:
        """Return what is held under an id, leaving one record out of account."""
        holders = self._all(
            "SELECT record FROM definition WHERE kind = ? AND id = ? AND record IS NOT ?"
            " ORDER BY record LIMIT ?",
            kind,
            name,
            beside,
            _FEW,
        )
        if not holders:
            return Held([], [])
        entries = self._all(_ONLY, kind, name) or self._all(_ENTRIES, kind, name, beside)
        return Held([row[0] for row in entries], [row[0] for row in holders])

    def near(self, kind: str, name: str) -> Iterator[str]:
        """Yield the ids of that kind that follow one in the alphabet, then those before it."""
        for order, beyond in (("", ">"), ("DESC", "<")):
            last = name
            for _ in range(_NEAR):
                found = self._all(
                    f"SELECT id FROM definition WHERE kind = ? AND id {beyond} ?"  # noqa: S608
                    f" ORDER BY id {order} LIMIT 1",
                    kind,
                    last,
                )
                if not found:
                    break
                ((last,),) = found
                yield last

    def sharers(self, record: str) -> list[str]:
        """Return the other active records that speak of the same speakers, sources, claims etc.

        Each may repeat what this one says of them. Who annotates is left out of account.
        """
        rows = self._all(
            "SELECT DISTINCT other.record FROM definition own JOIN definition other"
            " ON other.kind = own.kind AND other.id = own.id AND other.record IS NOT own.record"
            " WHERE own.record = ? AND own.kind NOT IN ('annotator', 'relation') ORDER BY 1",
            record,
        )
        return [name for (name,) in rows]

    def _body(self, entry: str) -> int:
        """Return the number of an entry, which is kept once; most were asked for a moment ago."""
        if entry not in self._bodies:
            if len(self._bodies) >= _REMEMBERED:
                self._bodies.clear()
            self._connection.execute("INSERT OR IGNORE INTO body (content) VALUES (?)", (entry,))
            ((number,),) = self._all("SELECT id FROM body WHERE content = ?", entry)
            self._bodies[entry] = int(number)
        return self._bodies[entry]

    def _all(self, statement: str, *values: object) -> list[tuple[str, ...]]:
        return self._connection.execute(statement, values).fetchall()


def key_of(quad: str) -> bytes:
    """Return what a quad is noted by: half a SHA-256.

    128 bits do not collide by accident, and the table is half as big.
    """
    return sha256(quad.encode()).digest()[:16]
