"""Loops and depth in what stands inside what, without recursion."""

from __future__ import annotations

from collections.abc import Mapping

MAXIMUM_NESTING = 200


def loops(outer: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return every loop of "each thing stands in one other", each once, from its first member."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in outer:
        way: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in way:
            way[at] = len(way)
            at = outer.get(at)
        if at is not None and at in way:
            found.append(tuple(list(way)[way[at] :]))
        done.update(way)
    return found


def depths(outer: Mapping[str, str]) -> dict[str, int]:
    """Return how many things each one stands in; things on a loop are left out."""
    bad = {name for loop in loops(outer) for name in loop}
    depth: dict[str, int] = {}
    for start in outer:
        way: list[str] = []
        at: str | None = start
        while at is not None and at not in depth and at not in bad:
            way.append(at)
            at = outer.get(at)
        if at in bad:
            bad.update(way)
            continue
        base = -1 if at is None else depth[at]
        for offset, name in enumerate(reversed(way), start=1):
            depth[name] = base + offset
    return depth
