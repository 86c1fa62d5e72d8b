"""A record as the ledger took it: its own quads, and the change that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.change import Change, change_quads
from kg.rdf.record import quads

if TYPE_CHECKING:
    from datetime import datetime

    from pyoxigraph import Quad

    from kg.rdf.ids import Iris
    from kg.records import ResolvedRecord


def taken(
    record: ResolvedRecord,
    iris: Iris,
    *,
    at: datetime,
    event: int = 1,
    actor: str = "tester",
    version: int = 1,
    earlier: int | None = None,
) -> list[Quad]:
    """Return all that a version of a record and its event put into the graph."""
    kind = "changed" if earlier else "accepted"
    change = Change(event, kind, record.record, at, actor, version, earlier)
    before = iris.record(record.record, earlier).value if earlier else None
    own = quads(record, iris, version=version, recorded_at=at, event=event, supersedes=before)
    return [*own, *change_quads(change, iris)]
