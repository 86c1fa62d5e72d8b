"""The trace of one claim: nodes and edges, the chains, and the origins they lead back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.model.traces import Chain, Origin, OriginKind, Trace, TraceEdge, TraceNode
from kg.model.views import AttributionView, SourceRef, SpeakerRef, WorkRef
from kg.trace.bottlenecks import bottlenecks
from kg.trace.chains import Ways, ending
from kg.trace.circles import cycles
from kg.trace.copies import Copies
from kg.trace.counting import independent_origins
from kg.trace.drifting import drifts
from kg.trace.hedging import hedge_losses
from kg.trace.judged import Judged
from kg.trace.layers import Layers, pointer

if TYPE_CHECKING:
    import networkx as nx

MOST_CHAINS: Final = 500
"""Chains listed; through held works that cite held works there may be very many."""

MOST_STEPS: Final = 20_000
"""Steps of all listed chains together."""

_End: TypeAlias = tuple[OriginKind, str, str, str]


def trace(claim: str, layers: Layers, judged: Judged | None = None) -> Trace:
    """Return the trace of a claim.

    Args:
        claim: its IRI.
        layers: all attributions that make the claim, with every layer around them.
        judged: every judgement that may make origins one; None where they are not all known, and
            then nothing is counted.
    """
    ways = Ways(claim, layers)
    judged = judged and judged.about(touched(ways))
    copies = Copies(ways, judged or Judged())
    chains, omitted = _listed(ways)
    graph = _graph(ways)
    nodes = {node: graph.nodes[node]["view"] for node in sorted(graph)}
    lost, losses_cut = hedge_losses(ways, copies)
    drift, drift_cut = drifts(ways, copies)
    cut = {"hedge_loss": losses_cut, "drift": drift_cut}
    return Trace(
        nodes=tuple(nodes.values()),
        edges=tuple(sorted(_edges(graph), key=_place)),
        chains=chains,
        chains_omitted=omitted,
        origins=_origins(ways, chains),
        bottlenecks=bottlenecks(ways, nodes),
        cycles=cycles(ways),
        hedge_loss=lost,
        drift=drift,
        independent_origins=independent_origins(ways, judged) if judged else None,
        not_computed=() if judged else ("independent_origins",),
        cut=tuple(name for name, is_cut in cut.items() if is_cut),
    )


def touched(ways: Ways) -> set[str]:
    """Return the IRIs of everything on the chains that judgements may be about."""
    found: set[str] = set()
    for start in ways.starts:
        for view in ways.layers.from_outside(start):
            others = (view.via, view.utterance)
            found |= {view.iri, view.speaker.iri, view.source.iri}
            found |= {other.iri for other in others if other}
    return found


def _listed(ways: Ways) -> tuple[tuple[Chain, ...], bool]:
    """Return as many chains as can be listed, and whether there are others."""
    listed: list[Chain] = []
    steps = 0
    for chain in ways.chains():
        steps += len(chain.steps)
        if len(listed) == MOST_CHAINS or (steps > MOST_STEPS and listed):
            return tuple(listed), True
        listed.append(chain)
    return tuple(listed), False


def _graph(ways: Ways) -> nx.MultiDiGraph[str]:
    import networkx as nx  # takes 0.2 s to import, which most commands have no use for

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for start in ways.starts:
        before = _add(graph, start.source, "source")
        for view in ways.layers.from_outside(start):
            if view.via:
                work = _add(graph, view.via, "source" if view.via.held else "work")
                _connect(graph, before, work, view, "cites")
                before = work
            speaker = _add(graph, view.speaker, view.speaker.kind)
            _connect(graph, before, speaker, view, "credits")
            before = speaker
    return graph


def _edges(graph: nx.MultiDiGraph[str]) -> list[TraceEdge]:
    edges: list[tuple[str, str, TraceEdge]] = list(graph.edges(data="view"))
    return [edge for _, _, edge in edges]


def _add(graph: nx.MultiDiGraph[str], ref: SourceRef | SpeakerRef | WorkRef, kind: str) -> str:
    key = ref.iri
    graph.add_node(
        key,
        view=TraceNode.model_validate(
            {"id": "/".join(ref.iri.rsplit("/", 2)[-2:]), "iri": ref.iri, "label": ref.label}
            | {"kind": kind}
        ),
    )
    return key


def _connect(
    graph: nx.MultiDiGraph[str], source: str, target: str, view: AttributionView, relation: str
) -> None:
    """Add an edge once, however many chains go along it."""
    key = f"{relation} {view.id}"
    edge: dict[str, Any] = {
        "source": graph.nodes[source]["view"].id,
        "target": graph.nodes[target]["view"].id,
        "relation": relation,
        "attribution": view.id,
        "act": view.act,
        "polarity": view.polarity,
        "cue": view.cue,
        "hedges": view.hedges,
        "stance": view.stance,
    }
    graph.add_edge(source, target, key=key, view=TraceEdge.model_validate(edge))


def _place(edge: TraceEdge) -> tuple[str, ...]:
    return (edge.source, edge.target, edge.relation, edge.attribution)


def _origins(ways: Ways, chains: Iterable[Chain]) -> tuple[Origin, ...]:
    """Return where the chains end; every end is an attribution from which nothing leads on."""
    ends: dict[_End, list[AttributionView]] = {}
    for view in ways.starts:
        if not ways.onward(view):
            ends.setdefault(_end(view, ending(view)), []).append(view)
    arrivals: Counter[_End] = Counter()
    for chain in chains:
        last = chain.steps[-1].attribution
        view = ways.layers[last.iri if last else ""]
        end = _end(view, chain.ends)
        arrivals[end] += 1
        if chain.ends == "loop" and view not in ends.setdefault(end, []):
            ends[end].append(view)
    return tuple(
        Origin(
            kind=end[0],
            speaker=views[0].speaker,
            polarity=views[0].polarity,
            work=views[0].via,
            chains=arrivals[end],
            attributions=tuple(pointer(view) for view in views),
        )
        for end, views in sorted(ends.items())
    )


def _end(view: AttributionView, kind: OriginKind) -> _End:
    return (kind, view.speaker.iri, view.via.iri if view.via else "", view.polarity)
