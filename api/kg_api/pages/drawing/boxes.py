"""The boxes of the graph: speakers, documents, works nobody here has seen, and many in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg.model.lookalikes import odd_words
from kg.model.traces import TraceEdge, TraceNode
from kg.trace.drawing import plain
from kg_api.pages.addresses import page_about
from kg_api.pages.drawing.gathering import Gathered
from kg_api.pages.drawing.layers import Layered, Slot
from kg_api.pages.drawing.lettering import fitted
from kg_api.pages.drawing.sizes import WIDTH
from kg_api.pages.words import KINDS, many

Tone: TypeAlias = Literal["o", "c", "m", ""]

_ROOM: Final = WIDTH - 34  # for words, beside what a box is rounded by
_TITLE: Final = 14
_UNDER: Final = 12.5


@dataclass(frozen=True, slots=True)
class Box:
    """A speaker (`pill`), a document or several alike; `badge` says what it is to the claim."""

    name: str
    x: float
    y: float
    title: str
    under: str
    badge: str
    tone: Tone
    pill: bool
    address: str | None

    @property
    def told(self) -> str:
        """All it says, for those who do not see it."""
        return ", ".join(part for part in (self.title, self.under, self.badge) if part)


def boxes(
    shown: Gathered,
    rows: Layered[str],
    places: Mapping[Slot[str], tuple[float, float]],
    groups: Mapping[str, str],
) -> Iterator[Box]:
    """Yield the boxes row by row; `groups` names the origins by the IRIs of their speakers."""
    nodes = {node.id: node for node in shown.nodes}
    hedges = _hedges(shown.edges)
    for slot in (slot for row in rows.rows for slot in row if slot.edge is None):
        node, (x, y) = nodes[slot.node], places[slot]
        members = shown.members.get(node.id, (node,))
        title = many(len(members), "document") if len(members) > 1 else plain(node.label)
        badge, tone = _badge(node, groups.get(node.iri, ""), hedges.get(node.id, 0))
        yield Box(
            name=node.id,
            x=x,
            y=y,
            title=fitted(title, _ROOM, _TITLE),
            under=fitted(_under(node, len(members)), _ROOM, _UNDER),
            badge=badge,
            tone=tone,
            pill=node.kind not in ("source", "work"),
            address=_address(node) if len(members) == 1 else None,
        )


def _under(node: TraceNode, members: int) -> str:
    if members > 1:
        return "that report alike"
    kind = KINDS.get(node.kind, "")
    return f"mixes scripts, {kind}" if odd_words(node.label) else kind


def _badge(node: TraceNode, group: str, hedges: int) -> tuple[str, Tone]:
    if "denies: " in group:
        return "Denies it", "c"
    if group:
        number = group.partition(".")[0]
        return f"Origin {number}", "o"
    if node.kind == "work":
        return "Not seen here", "m"
    if node.kind == "source":
        return (many(hedges, "hedge") + " kept" if hedges else "No hedge"), ""
    return "", ""


def _hedges(edges: Sequence[TraceEdge]) -> dict[str, int]:
    kept: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        kept[edge.source].update(edge.hedges)
    return {name: len(words) for name, words in kept.items()}


def _address(node: TraceNode) -> str | None:
    kind = "source" if node.kind in ("source", "work") else "speaker"
    return page_about(kind, node.iri.rpartition("/")[2])
