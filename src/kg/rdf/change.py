"""What happened to the collection, one node an event of the ledger: all of them in one graph.

A change outlives what it brought: that a version was superseded or taken back can be read here
when the version itself is gone. It holds no word of a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Quad

from kg.rdf.ids import Iris
from kg.rdf.reference import COMMENT, LABEL
from kg.rdf.terms import Node, given, in_graph, instant, text, value, whole
from kg.vocab import CP, PROV

WORDS = (CP.version, CP.supersededVersion, COMMENT)
"""What a change tells beside who changed what, when: nothing of it is left after an erasure."""


@dataclass(frozen=True, slots=True)
class Change:
    """A public event of the ledger.

    `number` is the event's, `kind` a word of the list `cpv:ChangeKind`, `changed` the id of the
    record it changed, or `judgement/` and the id of a judgement. `version` is the version it
    brought or took away, `supersedes` the one that was replaced; `reason` is a notice its author
    wrote for the public.

    Raises:
        ValueError: the event has no number from 1, or nothing is named that changed.
    """

    number: int
    kind: str
    changed: str
    at: datetime
    actor: str
    version: int | None = None
    supersedes: int | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no event."""
        if self.number < 1 or not self.changed:
            raise ValueError(f"{self!r} is no change")


def change_quads(change: Change, iris: Iris) -> Iterator[Quad]:
    """Yield the quads of a change, in the graph `changes`; those about its actor others share."""
    node = Node(iris.event(change.number), CP.Change, PROV + "Activity")
    node.add(CP.eventNumber, whole(change.number)).add(CP.changeKind, value(change.kind))
    node.add(CP.changedId, text(change.changed)).add(CP.version, given(whole, change.version))
    node.add(CP.supersededVersion, given(whole, change.supersedes))
    node.add(PROV + "endedAtTime", instant(change.at))
    node.add(PROV + "wasAssociatedWith", iris.actor(change.actor))
    node.add(COMMENT, given(text, change.reason))
    actor = Node(iris.actor(change.actor), PROV + "Agent").add(LABEL, text(change.actor))
    graph = iris.graph("changes")
    yield from in_graph(graph, node.facts())
    yield from in_graph(graph, actor.facts())
