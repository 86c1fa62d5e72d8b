"""Which judgements stand by themselves, what they are about, and which are shown.

A judgement stands until it is withdrawn. It is shown only while active records hold both things it
is about; else it is dormant. A part of the books; see `Books` for its transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from kg.ledger import JUDGEMENT, Kind, read_instant, write_instant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from kg.ledger import Event

JUDGEMENTS_SCHEMA: Final = """
CREATE TABLE judgement (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL, at TEXT NOT NULL,
    seq INTEGER NOT NULL, actor TEXT NOT NULL, shown INTEGER NOT NULL,
    withdrawn_by TEXT, withdrawn_at TEXT, withdrawn_for TEXT
) WITHOUT ROWID;
CREATE TABLE judged (
    kind TEXT NOT NULL, id TEXT NOT NULL, judgement TEXT NOT NULL,
    PRIMARY KEY (kind, id, judgement)
) WITHOUT ROWID;
CREATE INDEX judged_by_judgement ON judged (judgement);
"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a judgement away, when (UTC), and why."""

    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class StandingJudgement:
    """The newest version of a judgement; it stands unless it was `withdrawn`.

    `document` is its SHA-256; `seq`, `at` and `actor` are number, time (UTC) and author of the
    event that gave it.
    """

    id: str
    version: int
    document: str
    at: datetime
    seq: int
    actor: str
    withdrawn: Withdrawal | None = None

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        return JUDGEMENT + self.id

    @property
    def active(self) -> bool:
        """Whether it stands."""
        return self.withdrawn is None


class Judgements:
    """The part of the books that knows the judgements given by themselves."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work within the transaction of a connection."""
        self._connection = connection

    def find(self, id_: str) -> StandingJudgement | None:
        """Return the newest version of a judgement, None if there never was one."""
        rows = self._all("SELECT * FROM judgement WHERE id = ?", id_)
        return _standing(rows[0]) if rows else None

    def keep(self, standing: StandingJudgement, about: Iterable[str] = ()) -> None:
        """Note the newest version of a judgement, which is not shown yet.

        Args:
            standing: how it stands.
            about: what it judges, as kind/id; nothing where it is withdrawn.
        """
        taken = standing.withdrawn
        told = (taken.actor, write_instant(taken.at), taken.reason) if taken else (None,) * 3
        self._connection.execute(
            "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (
                standing.id,
                standing.version,
                standing.document,
                write_instant(standing.at),
                standing.seq,
                standing.actor,
                *told,
            ),
        )
        self._connection.execute("DELETE FROM judged WHERE judgement = ?", (standing.id,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO judged VALUES (?, ?, ?)",
            ((*end.split("/", 1), standing.id) for end in about),
        )

    def shown(self, id_: str) -> bool:
        """Return whether a judgement is in the graph."""
        return bool(self._all("SELECT 1 FROM judgement WHERE id = ? AND shown", id_))

    def show(self, id_: str, *, shown: bool) -> None:
        """Note whether a judgement is in the graph."""
        self._connection.execute("UPDATE judgement SET shown = ? WHERE id = ?", (shown, id_))

    def held(self, id_: str) -> bool:
        """Return whether a judgement stands, and active records hold both things it is about."""
        rows = self._all(
            "SELECT EXISTS (SELECT 1 FROM definition d WHERE d.kind = j.kind AND d.id = j.id)"
            " FROM judged j WHERE j.judgement = ?",
            id_,
        )
        return bool(rows) and all(held for (held,) in rows)

    def about(self, record: str) -> set[str]:
        """Return the standing judgements about anything a record defines."""
        rows = self._all(
            "SELECT DISTINCT judgement FROM definition d JOIN judged j"
            " ON j.kind = d.kind AND j.id = d.id WHERE d.record = ?",
            record,
        )
        return {id_ for (id_,) in rows}

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()


def judgement_of(event: Event, before: StandingJudgement | None) -> StandingJudgement:
    """Return how a judgement stands after an event that gives it or takes it away."""
    entry = event.entry
    if entry.kind is not Kind.GIVEN and before:
        return replace(before, withdrawn=Withdrawal(entry.actor, event.at, entry.reason or ""))
    id_ = entry.record.removeprefix(JUDGEMENT)
    return StandingJudgement(id_, entry.version, entry.document, event.at, event.seq, entry.actor)


def _standing(row: tuple[Any, ...]) -> StandingJudgement:
    id_, version, document, at, seq, actor, _, who, when, why = row
    taken = Withdrawal(who, read_instant(when), why) if when else None
    return StandingJudgement(id_, version, document, read_instant(at), seq, actor, taken)
