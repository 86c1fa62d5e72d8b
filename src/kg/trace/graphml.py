"""A trace as GraphML, for Gephi, yEd, igraph and networkx: the writer is networkx's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.answers import TraceAnswer
from kg.trace.drawing import origin_groups, plain

if TYPE_CHECKING:
    import networkx as nx


def graphml(answer: TraceAnswer) -> str:
    """Return nodes and edges of a trace with their attributes, as a GraphML document.

    The graph carries the claim and the number of independent origins with its rule; a node says
    whether every chain passes through it, and which group of origins it belongs to. Characters that
    XML may not hold are replaced by U+FFFD.
    """
    import networkx as nx

    lines: list[str] = list(nx.generate_graphml(_graph(answer)))
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join((declaration, *lines, ""))


def _graph(answer: TraceAnswer) -> nx.MultiDiGraph[str]:
    import networkx as nx

    counted = answer.independent_origins
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(claim=answer.iri, label=plain(answer.label))
    if counted:
        graph.graph.update(count=counted.count, at_least=counted.at_least, rule=counted.rule)
    groups = origin_groups(answer)
    narrow = {node.iri for node in answer.bottlenecks or ()}
    for node in answer.nodes:
        graph.add_node(
            plain(node.id),
            iri=plain(node.iri),
            label=plain(node.label),
            kind=node.kind,
            bottleneck=node.iri in narrow,
            origin_group=plain(groups.get(node.iri, "")),
        )
    for number, edge in enumerate(answer.edges):
        graph.add_edge(
            plain(edge.source),
            plain(edge.target),
            key=f"e{number}",
            relation=edge.relation,
            attribution=edge.attribution,
            act=edge.act,
            polarity=edge.polarity,
            cue=plain(edge.cue or ""),
            hedges=plain("; ".join(edge.hedges)),
            stance=edge.stance,
        )
    return graph
