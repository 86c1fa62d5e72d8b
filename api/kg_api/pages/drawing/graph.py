"""How a claim travelled, as boxes and arrows: who said it at the top, who repeats it below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.traces import Trace
from kg.trace.drawing import origin_groups
from kg_api.pages.drawing.arrows import Arrow, arrows
from kg_api.pages.drawing.boxes import Box, boxes
from kg_api.pages.drawing.gathering import Gathered, gathered
from kg_api.pages.drawing.layers import Layered, Slot, layered
from kg_api.pages.drawing.sizes import GAP, HEIGHT, LEFT, PASSAGE, PITCH, TOP, WIDTH


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing: its size, its rows from the top, its boxes in reading order, its arrows."""

    width: float
    height: float
    lanes: tuple[tuple[str, float], ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    hidden: int = 0
    """Boxes that stand together in one: so many are not drawn by themselves."""


def graph(found: Trace) -> Graph:
    """Return the drawing of a trace; where it has too many boxes, those alike stand in one."""
    shown = gathered(found)
    edges = [(edge.target, edge.source) for edge in shown.edges]
    rows = layered([node.id for node in shown.nodes], edges)
    places = _places(rows)
    groups = origin_groups(found)
    drawn = tuple(boxes(shown, rows, places, groups))
    width = max((box.x for box in drawn), default=0) + WIDTH + LEFT
    return Graph(
        width=max(width, 3 * (WIDTH + GAP)),
        height=TOP + len(rows.rows) * PITCH - (PITCH - HEIGHT) + LEFT,
        lanes=tuple(_lanes(shown, rows)),
        boxes=drawn,
        arrows=tuple(arrows(shown, rows, places)),
        hidden=sum(len(members) - 1 for members in shown.members.values()),
    )


def _places(rows: Layered[str]) -> dict[Slot[str], tuple[float, float]]:
    """Return where each place begins; shorter rows stand to the left, as they are read."""
    places: dict[Slot[str], tuple[float, float]] = {}
    for number, row in enumerate(rows.rows):
        x: float = LEFT
        for slot in row:
            places[slot] = (x, TOP + number * PITCH)
            x += (PASSAGE if slot.edge is not None else WIDTH) + GAP
    return places


def _lanes(shown: Gathered, rows: Layered[str]) -> Iterator[tuple[str, float]]:
    kinds = {node.id: node.kind for node in shown.nodes}
    carried = False
    for number, row in enumerate(rows.rows):
        here = {kinds[slot.node] for slot in row if slot.edge is None}
        if "source" in here:
            words = "Repeated by" if carried else "First carried by"
            carried = True
        elif "work" in here:
            words = "What was issued"
        else:
            words = "Who said it"
        yield words, TOP + number * PITCH - 9
