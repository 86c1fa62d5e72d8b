"""What a record that stands puts into the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.record import quads

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.keeping.standing import Standing
    from kg.rdf.ids import Iris
    from kg.records.resolved import ResolvedRecord


def quads_of(standing: Standing, record: ResolvedRecord, iris: Iris) -> list[Quad]:
    """Return all that a version of a record puts into the graph."""
    earlier = standing.supersedes
    return list(
        quads(
            record,
            iris,
            version=standing.version,
            recorded_at=standing.at,
            event=standing.seq,
            supersedes=iris.record(standing.record, earlier).value if earlier else None,
        )
    )
