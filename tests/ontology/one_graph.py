"""One triple stands in one graph only, or counts over the union of graphs are wrong."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple


def in_several_graphs(quads: Iterable[Quad]) -> dict[Triple, set[str]]:
    """Return the triples that stand in more than one graph, each with the names of its graphs."""
    graphs: defaultdict[Triple, set[str]] = defaultdict(set)
    for quad in quads:
        graphs[quad.triple].add(str(quad.graph_name))
    return {triple: names for triple, names in graphs.items() if len(names) > 1}
