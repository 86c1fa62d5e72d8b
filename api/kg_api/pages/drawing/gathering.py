"""Fewer boxes where there are many: sources that report the same from the same stand in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model.traces import Trace, TraceEdge, TraceNode

MOST_BOXES: Final = 60
"""Boxes up to which each is drawn by itself."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is drawn; `members` are the nodes that stand in a box, by the id of the first."""

    nodes: tuple[TraceNode, ...]
    edges: tuple[TraceEdge, ...]
    members: Mapping[str, tuple[TraceNode, ...]]


def gathered(found: Trace) -> Gathered:
    """Return the nodes and edges of a trace, one edge for several that say the same.

    Where there are more than sixty nodes, sources that nobody cites and that credit and cite the
    same, to the same effect, are gathered; nothing is left out.
    """
    edges = tuple(_once(found.edges))
    if len(found.nodes) <= MOST_BOXES:
        return Gathered(found.nodes, edges, {})
    alike = _alike(found.nodes, edges)
    first = {node.id: nodes[0].id for nodes in alike for node in nodes}
    return Gathered(
        tuple(node for node in found.nodes if first.get(node.id, node.id) == node.id),
        tuple(edge for edge in edges if first.get(edge.source, edge.source) == edge.source),
        {nodes[0].id: tuple(nodes) for nodes in alike},
    )


def _once(edges: Sequence[TraceEdge]) -> list[TraceEdge]:
    """Return one edge for those between the same two with the same act and polarity."""
    found: dict[tuple[str, ...], TraceEdge] = {}
    for edge in edges:
        key = (edge.source, edge.target, edge.relation, edge.act, edge.polarity)
        kept = found.setdefault(key, edge)
        if set(edge.hedges) - set(kept.hedges):
            together = tuple(dict.fromkeys((*kept.hedges, *edge.hedges)))
            found[key] = kept.model_copy(update={"hedges": together})
    return list(found.values())


def _alike(nodes: Sequence[TraceNode], edges: Sequence[TraceEdge]) -> list[list[TraceNode]]:
    cited = {edge.target for edge in edges}
    reports: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for edge in edges:
        reports[edge.source].add((edge.target, edge.relation, edge.act, edge.polarity))
    groups: dict[frozenset[tuple[str, ...]], list[TraceNode]] = defaultdict(list)
    for node in nodes:
        if node.kind == "source" and node.id not in cited:
            groups[frozenset(reports[node.id])].append(node)
    return [group for group in groups.values() if len(group) > 1]
