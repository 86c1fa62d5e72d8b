"""Requests that were carried out: who asks a second time is told what became of the first.

They follow from the ledger, which keeps each request in the event it led to. What changed nothing
led to no event, and is looked at anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.errors import ConflictError
from kg.ledger import Kind, Request

if TYPE_CHECKING:
    import sqlite3

    from kg.keeping.judgements import StandingJudgement
    from kg.keeping.standing import Standing
    from kg.ledger import Event

State: TypeAlias = Literal[
    "added", "changed", "unchanged", "drafted", "retracted", "erased", "withdrawn"
]

REQUESTS_SCHEMA: Final = """
CREATE TABLE request (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,
    record TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
    snapshot TEXT, earlier_document TEXT, earlier_snapshot TEXT
) WITHOUT ROWID;
"""

_STATES: Final[dict[Kind, State]] = {
    Kind.DRAFTED: "drafted",
    Kind.RETRACTED: "retracted",
    Kind.ERASED: "erased",
    Kind.WITHDRAWN: "withdrawn",
    Kind.JUDGEMENT_ERASED: "erased",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a request led to: an event, and which version of its record was active before it.

    `body` is the SHA-256 of all it asked for; the documents and snapshots are SHA-256 too. A
    judgement has no snapshot.
    """

    id: str
    body: str
    seq: int
    state: State
    record: str
    version: int
    document: str
    snapshot: str | None = None
    earlier_document: str | None = None
    earlier_snapshot: str | None = None


class SeenRequests:
    """The part of the books that remembers requests; see `Books` for its transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work within the transaction of a connection."""
        self._connection = connection

    def find(self, request: Request) -> Seen | None:
        """Return what a request of that id led to, whatever it asked for."""
        rows = self._connection.execute("SELECT * FROM request WHERE id = ?", (request.id,))
        row = rows.fetchone()
        return Seen(*row) if row else None

    def answered(self, request: Request) -> Seen | None:
        """Return what this very request led to, None where it is new.

        Raises:
            ConflictError: a request of that id asked for something else.
        """
        seen = self.find(request)
        if seen is not None and seen.body != request.body:
            raise ConflictError(
                f"This request was sent before, with other content (event {seen.seq})",
                where="request",
                hint="give each request a name of its own",
            )
        return seen

    def keep(self, seen: Seen) -> None:
        """Remember what a request led to."""
        self._connection.execute(
            "INSERT OR REPLACE INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seen.id,
                seen.body,
                seen.seq,
                seen.state,
                seen.record,
                seen.version,
                seen.document,
                seen.snapshot,
                seen.earlier_document,
                seen.earlier_snapshot,
            ),
        )


def seen_in(event: Event, before: Standing | StandingJudgement | None) -> Seen | None:
    """Return the request an event came from; `before` is how what it is about stood until then."""
    entry = event.entry
    if entry.request is None:
        return None
    active = before if before and before.active else None
    return Seen(
        id=entry.request.id,
        body=entry.request.body,
        seq=event.seq,
        state=_STATES.get(entry.kind, "changed" if active else "added"),
        record=entry.record,
        version=entry.version,
        document=entry.document,
        snapshot=entry.snapshot,
        earlier_document=active.document if active else None,
        earlier_snapshot=getattr(active, "snapshot", None),
    )
