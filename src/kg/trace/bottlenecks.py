"""What every chain passes through: the dominators of the origins, seen from the readers' end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.model.traces import Bottleneck, TraceNode
from kg.model.views import AttributionView
from kg.trace.chains import Ways
from kg.trace.copies import FACTS

if TYPE_CHECKING:
    import networkx as nx

READERS: Final = ""
ORIGINS: Final = " "
"""No IRI is either: where all chains begin, and where all end."""


def bottlenecks(ways: Ways, nodes: Mapping[str, TraceNode]) -> tuple[Bottleneck, ...]:
    """Return what all chains to claims of fact pass through, from the readers' end inwards.

    Those who affirm and those who deny are asked apart. Chains that run in a circle are left out:
    they lead to no origin.

    Args:
        ways: the chains of a claim.
        nodes: sources, works and speakers by IRI.
    """
    found: list[Bottleneck] = []
    for polarity in sorted({view.polarity for view in ways.starts}):
        views = [
            view for view in ways.starts if view.polarity == polarity and view.iri in ways.arriving
        ]
        found += [
            Bottleneck(**nodes[iri].model_dump(), polarity=polarity)
            for iri in _dominators(_graph(ways, views))
        ]
    return tuple(found)


def _graph(ways: Ways, views: Iterable[AttributionView]) -> nx.DiGraph[str]:
    """Return the ways from the readers' end to the origins; where a chain goes on, from a work."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((READERS, ORIGINS))
    for view in views:
        graph.add_edges_from(pairwise((READERS, *_passed(ways, view))))
    return graph


def _passed(ways: Ways, view: AttributionView) -> Iterator[str]:
    """Yield what a chain passes from a source to its end, or to the work where it goes on."""
    yield view.source.iri
    for layer in ways.layers.from_outside(view):
        if layer.via:
            yield layer.via.iri
        if layer.iri == view.iri and ways.further(view):
            return
        yield layer.speaker.iri
    if view.act in FACTS:
        yield ORIGINS


def _dominators(graph: nx.DiGraph[str]) -> list[str]:
    import networkx as nx

    above = nx.immediate_dominators(graph, READERS)
    if ORIGINS not in above:
        return []
    found = [ORIGINS]
    while (next_above := above[found[-1]]) not in (None, READERS, found[-1]):
        found.append(next_above)
    return found[:0:-1]
