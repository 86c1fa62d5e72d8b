"""Which sources repeat which, as judged: a copy adds no origin of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.model.views import AttributionView
from kg.trace.chains import Ways
from kg.trace.judged import Judged, Opinion

FACTS: Final = frozenset({"assert", "deny"})
"""The acts that are claims of fact."""


class Copies:
    """Judgements that one source is a copy of another, among those that make a claim."""

    def __init__(self, ways: Ways, judged: Judged) -> None:
        """Take the judgements about the sources of a claim."""
        opinions = [
            one
            for one in judged.opinions
            if one.relation == "copyOf" and one.judges.iri != one.against.iri
        ]
        self.opinions: Sequence[Opinion] = sorted(opinions, key=lambda one: one.judgement.iri)
        knots = _knots(self.opinions)
        stating: dict[str, set[str]] = defaultdict(set)
        for view in ways.starts if opinions else ():
            if view.act in FACTS:
                stating[view.polarity].add(view.source.iri)
        persons = [one for one in self.opinions if not one.by_program]
        self._by_persons = {side: _repeats(persons, knots, stating[side]) for side in stating}
        self._by_all = {side: _repeats(self.opinions, knots, stating[side]) for side in stating}

    def judgement(self, view: AttributionView) -> tuple[Opinion, bool] | None:
        """Return why the source of an attribution is a copy of one that states the claim itself.

        Returns:
            The first judgement on the way to that original, and whether a program's is needed;
            None where it is no such copy.
        """
        source, side = view.source.iri, view.polarity
        if one := self._by_persons.get(side, {}).get(source):
            return one, False
        if one := self._by_all.get(side, {}).get(source):
            return one, True
        return None


def _repeats(
    opinions: Sequence[Opinion], knots: Mapping[str, int], stating: Iterable[str]
) -> dict[str, Opinion]:
    """Return the sources that are copies, directly or through others, of one that states.

    An original that is in turn a copy of its copy is none. Each source comes with the first
    judgement on a shortest way out of its own knot.
    """
    into: dict[str, list[Opinion]] = defaultdict(list)
    for one in opinions:
        into[one.against.iri].append(one)
    leading = _leading(into, stating)
    found: dict[str, Opinion] = {}
    for one in opinions:
        if knots[one.judges.iri] != knots[one.against.iri] and one.against.iri in leading:
            found.setdefault(one.judges.iri, one)
    to_do = sorted(found)
    for source in to_do:  # grows while it is gone through, nearest first
        for one in into[source]:
            if knots[one.judges.iri] == knots[source] and one.judges.iri not in found:
                found[one.judges.iri] = one
                to_do.append(one.judges.iri)
    return found


def _leading(into: Mapping[str, list[Opinion]], stating: Iterable[str]) -> set[str]:
    """Return the sources that state, and those that are copies of them, however indirectly."""
    found = set(stating)
    to_do = sorted(found)
    while to_do:
        for one in into.get(to_do.pop(), ()):
            if one.judges.iri not in found:
                found.add(one.judges.iri)
                to_do.append(one.judges.iri)
    return found


def _knots(opinions: Sequence[Opinion]) -> dict[str, int]:
    """Return a number for each source: the same for those that are copies of each other."""
    if not opinions:
        return {}
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((one.judges.iri, one.against.iri) for one in opinions)
    knots = nx.strongly_connected_components(graph)
    return {source: number for number, knot in enumerate(knots) for source in knot}
