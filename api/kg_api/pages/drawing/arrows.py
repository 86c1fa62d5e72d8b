"""The arrows of the graph: from what was said to who reports it; back where that is a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg_api.pages.drawing.gathering import Gathered
from kg_api.pages.drawing.layers import Layered, Slot
from kg_api.pages.drawing.lettering import width
from kg_api.pages.drawing.sizes import GAP, HEIGHT, PASSAGE, PITCH, WIDTH
from kg_api.pages.words import ACTS

Point: TypeAlias = tuple[float, float]

_SIZE: Final = 12  # pixels that the letters beside an arrow are high
_LINE: Final = 15
_APART: Final = 8


@dataclass(frozen=True, slots=True)
class Arrow:
    """From what was said to who reports it: `c` where that is denied, `x` where it runs back."""

    above: str
    below: str
    path: str
    words: str
    x: float
    y: float
    tone: Literal["c", "x", ""]


def arrows(
    shown: Gathered, rows: Layered[str], places: Mapping[Slot[str], Point]
) -> Iterator[Arrow]:
    """Yield an arrow for each edge, in their order."""
    told: list[tuple[float, float, float]] = []
    passing: dict[int, list[Slot[str]]] = defaultdict(list)
    for slot in (slot for row in rows.rows for slot in row if slot.edge is not None):
        passing[slot.edge or 0].append(slot)
    for number, edge in enumerate(shown.edges):
        start, end = places[Slot(edge.target)], places[Slot(edge.source)]
        back = number in rows.back
        ways = (places[slot] for slot in passing[number])
        stops = [(x + PASSAGE / 2, y + HEIGHT / 2) for x, y in ways]
        path, x, y = _back_path(start, end) if back else _path(start, end, stops)
        words = "cited by" if edge.relation == "cites" else ACTS.get(edge.act, edge.act)
        tone: Literal["c", "x", ""] = "x" if back else "c" if edge.polarity == "negated" else ""
        y = _free(told, x, y, width(words, _SIZE))
        yield Arrow(edge.target, edge.source, path, words, x, y, tone)


def _free(told: list[tuple[float, float, float]], x: float, y: float, wide: float) -> float:
    """Return how far down words at a place stand on no others, and keep that place for them."""
    for other_x, other_y, other in sorted(told, key=lambda place: place[1]):
        if abs(y - other_y) < _LINE and abs(x - other_x) < (wide + other) / 2 + _APART:
            y = other_y + _LINE
    told.append((x, y, wide))
    return y


def _path(start: Point, end: Point, stops: Sequence[Point]) -> tuple[str, float, float]:
    """Return the way of an edge downwards, and where its words stand."""
    x, y = start[0] + WIDTH / 2, start[1] + HEIGHT
    last = (end[0] + WIDTH / 2, end[1] - 2)
    towards = (*stops, last)[0][0]
    words = (x + (towards - x) * 0.3, y + (PITCH - HEIGHT) * 0.4)
    path = f"M{x:g} {y:g}"
    for to_x, to_y in (*stops, last):
        half = (y + to_y) / 2
        path += f"C{x:g} {half:g} {to_x:g} {half:g} {to_x:g} {to_y:g}"
        x, y = to_x, to_y
    return path, words[0], words[1]


def _back_path(start: Point, end: Point) -> tuple[str, float, float]:
    """Return the way of an edge that runs back up, around the right of the boxes."""
    x, y = start[0] + WIDTH, start[1] + HEIGHT / 2
    to_x, to_y = end[0] + WIDTH, end[1] + HEIGHT / 2
    out = max(x, to_x) + GAP
    return f"M{x:g} {y:g}C{out:g} {y:g} {out:g} {to_y:g} {to_x + 2:g} {to_y:g}", out, (y + to_y) / 2
