from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.keeping.arriving import MANY, MOST, Arriving
from kg.keeping.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

SHARED = NamedNode("urn:shared")


def quads(count: int, begun: int = 0) -> list[Quad]:
    numbers = range(begun, begun + count)
    return [Quad(SHARED, SHARED, Literal(str(number)), SHARED) for number in numbers]


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY])
def test_all_that_waits_enters_once_however_much_it_is(folder: Path, count: int) -> None:
    store, arriving = Store(str(folder / "store")), Arriving()
    arriving.add(quads(count))
    arriving.add(quads(count))  # other records share the same quads
    for _ in range(2):
        arriving.enter(store)
        assert len(store) == count
    store.add(quads(1, begun=count)[0])
    arriving.enter(store)
    assert len(store) == count + 1


def test_it_says_when_no_more_should_wait() -> None:
    arriving = Arriving()
    arriving.add(quads(MOST - 1))
    assert not arriving.full
    arriving.add(quads(1))
    assert arriving.full


def test_what_waits_is_seen_by_whoever_looks_and_gone_when_it_is_removed(folder: Path) -> None:
    graph = Graph(folder / "store", [SHARED])
    graph.change(drop=None, remove=[], add=quads(3))
    assert quads(3)[2] in graph
    graph.change(drop=None, remove=[], add=quads(2, begun=3))
    graph.change(drop=None, remove=quads(1), add=[])
    graph.change(drop=None, remove=[], add=quads(1, begun=5))
    assert set(graph) == set(quads(5, begun=1))
    graph.close()


def test_what_waits_when_the_store_is_closed_is_not_in_it(folder: Path) -> None:
    graph = Graph(folder / "store", [SHARED])
    graph.change(drop=None, remove=[], add=quads(1))
    graph.flush()
    graph.change(drop=None, remove=[], add=quads(1, begun=1))
    graph.close()
    again = Graph(folder / "store", [SHARED])
    assert set(again) == set(quads(1))
    again.close()
