"""Which box stands in which row, and in which order: so that what was said flows downwards.

Rows follow from the longest way down; an edge that would close a circle is left out of account.
An edge over several rows gets a thin place in each row between, so that it passes no box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final, Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)

SWEEPS: Final = 4
"""Times the rows are put in order by their neighbours, up and down in turns."""


@dataclass(frozen=True, slots=True)
class Slot(Generic[Node]):
    """A place in a row: a node's own, or one that an edge passes through (`edge` is its number)."""

    node: Node
    edge: int | None = None


@dataclass(frozen=True, slots=True)
class Layered(Generic[Node]):
    """Rows from the top; `back` are the numbers of edges that run against the rows, in circles."""

    rows: tuple[tuple[Slot[Node], ...], ...]
    back: frozenset[int]


def layered(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> Layered[Node]:
    """Return the rows of a graph whose edges run from above to below.

    Args:
        nodes: in the order they stand where nothing else decides.
        edges: between them; one from a node to itself is taken for one that runs back.
    """
    back = _back(nodes, edges)
    forward = {number: edge for number, edge in enumerate(edges) if number not in back}
    depth = _depths(nodes, forward.values())
    rows = _rows(nodes, depth, forward)
    return Layered(_ordered(rows, forward), back)


def _back(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> frozenset[int]:
    """Return the edges that lead back to where a walk came from: one walk, depth first."""
    leaving: dict[Node, list[int]] = defaultdict(list)
    for number, (above, _) in enumerate(edges):
        leaving[above].append(number)
    found, done, open_ = set[int](), set[Node](), set[Node]()
    for start in nodes:
        if start in done or start in open_:
            continue
        open_.add(start)
        walk = [(start, iter(leaving[start]))]
        while walk:
            node, rest = walk[-1]
            edge = next(rest, None)
            if edge is None:
                walk.pop()
                open_.discard(node)
                done.add(node)
            elif (below := edges[edge][1]) in open_:
                found.add(edge)
            elif below not in done:
                open_.add(below)
                walk.append((below, iter(leaving[below])))
    return frozenset(found)


def _depths(nodes: Sequence[Node], edges: Iterable[tuple[Node, Node]]) -> dict[Node, int]:
    below: dict[Node, list[Node]] = defaultdict(list)
    waits = dict.fromkeys(nodes, 0)
    for one, other in edges:
        below[one].append(other)
        waits[other] += 1
    depth = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waits[node]]
    for node in ready:  # grows while it is gone through
        for other in below[node]:
            depth[other] = max(depth[other], depth[node] + 1)
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return depth


def _rows(
    nodes: Sequence[Node], depth: Mapping[Node, int], edges: Mapping[int, tuple[Node, Node]]
) -> list[list[Slot[Node]]]:
    rows: list[list[Slot[Node]]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        rows[depth[node]].append(Slot(node))
    for number, (above, below) in edges.items():
        for row in range(depth[above] + 1, depth[below]):
            rows[row].append(Slot(above, number))
    return rows


def _ordered(
    rows: list[list[Slot[Node]]], edges: Mapping[int, tuple[Node, Node]]
) -> tuple[tuple[Slot[Node], ...], ...]:
    near = _neighbours(rows, edges)
    for sweep in range(SWEEPS):
        order = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        for row in order:
            beside = row - 1 if sweep % 2 == 0 else row + 1
            if 0 <= beside < len(rows):
                places = {slot: place for place, slot in enumerate(rows[beside])}
                rows[row] = _by_neighbours(rows[row], near, places)
    return tuple(map(tuple, rows))


def _by_neighbours(
    row: list[Slot[Node]],
    near: Mapping[Slot[Node], list[Slot[Node]]],
    places: Mapping[Slot[Node], int],
) -> list[Slot[Node]]:
    wanted = {
        slot: fmean(found) if (found := [places[o] for o in near[slot] if o in places]) else place
        for place, slot in enumerate(row)
    }
    return sorted(row, key=lambda slot: wanted[slot])


def _neighbours(
    rows: list[list[Slot[Node]]], edges: Mapping[int, tuple[Node, Node]]
) -> Mapping[Slot[Node], list[Slot[Node]]]:
    passing: dict[int, list[Slot[Node]]] = defaultdict(list)
    for slot in (slot for row in rows for slot in row if slot.edge is not None):
        passing[slot.edge or 0].append(slot)
    near: dict[Slot[Node], list[Slot[Node]]] = defaultdict(list)
    for number, (above, below) in edges.items():
        way = [Slot(above), *passing[number], Slot(below)]
        for one, other in pairwise(way):
            near[one].append(other)
            near[other].append(one)
    return near
