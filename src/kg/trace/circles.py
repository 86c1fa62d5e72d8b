"""Circular reporting: works held that cite each other for the same claim, with a way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.model.traces import Cycle
from kg.model.views import AttributionView
from kg.trace.chains import Ways
from kg.trace.layers import pointer

if TYPE_CHECKING:
    import networkx as nx

MOST_STEPS: Final = 200_000
"""Citations looked at in one knot of circles; a way round found by then is shown all the same."""


class _Found(NamedTuple):
    """A way round, and whether a shorter one may have been missed."""

    sources: tuple[str, ...] = ()
    cut: bool = False


def cycles(ways: Ways) -> tuple[Cycle, ...]:
    """Return a shortest way round for each knot of sources that cite each other in circles.

    Of several shortest ones it is the first in the order of IRIs, so that the answer does not
    depend on the order in which anything was written.
    """
    import networkx as nx

    found: list[Cycle] = []
    for polarity in sorted({view.polarity for view in ways.starts if ways.further(view)}):
        citing = _citing(ways, polarity)
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from(sorted(citing))
        found += [
            _cycle(polarity, _shortest(graph, knot), len(knot), citing)
            for knot in sorted(map(sorted, nx.strongly_connected_components(graph)))
            if len(knot) > 1 or graph.has_edge(knot[0], knot[0])
        ]
    return tuple(found)


def _citing(ways: Ways, polarity: str) -> dict[tuple[str, str], AttributionView]:
    """Return by which attribution a source cites another that makes the claim itself."""
    found: dict[tuple[str, str], AttributionView] = {}
    for view in ways.starts:  # in the order of IRIs, so the least is kept
        if view.polarity == polarity and (place := ways.further(view)):
            found.setdefault((view.source.iri, place.source), view)
    return found


def _cycle(
    polarity: str, way: _Found, size: int, citing: Mapping[tuple[str, str], AttributionView]
) -> Cycle:
    following = (*way.sources[1:], way.sources[0])
    views = [citing[pair] for pair in zip(way.sources, following, strict=True)]
    return Cycle(
        polarity=polarity,
        sources=tuple(view.source for view in views),
        attributions=tuple(pointer(view) for view in views),
        others=size - len(views),
        shortest=not way.cut,
    )


def _shortest(graph: nx.DiGraph[str], knot: list[str]) -> _Found:
    """Return a shortest way round in a knot, from its least source on."""
    inside = set(knot)
    next_to = {source: sorted(inside.intersection(graph[source])) for source in knot}
    if sum(map(len, next_to.values())) == len(knot):
        return _Found(_round(knot[0], next_to, len(knot) + 1)[0])  # there is no other way
    best, steps = _Found(), 0
    for start in knot:
        way, taken = _round(start, next_to, len(best.sources) or len(knot) + 1)
        best = _Found(way) if way else best
        steps += taken
        if len(best.sources) == 1 or (best.sources and steps > MOST_STEPS):
            return best._replace(cut=len(best.sources) > 1 and start != knot[-1])
    return best


def _round(
    start: str, next_to: Mapping[str, list[str]], shorter_than: int
) -> tuple[tuple[str, ...], int]:
    """Return the first shortest way from a source back to it, if short enough, and what it took."""
    before: dict[str, str] = {}
    depth: dict[str, int] = defaultdict(int)
    steps, to_do = 0, [start]
    for source in to_do:  # grows while it is gone through, nearest first
        if depth[source] + 1 >= shorter_than:
            return (), steps
        for cited in next_to[source]:
            steps += 1
            if cited == start:
                return _way(start, source, before), steps
            if cited not in before:
                before[cited], depth[cited] = source, depth[source] + 1
                to_do.append(cited)
    return (), steps


def _way(start: str, last: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [last]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
