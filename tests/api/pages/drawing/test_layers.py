from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg_api.pages.drawing.layers import Slot, layered

EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def names(rows: object) -> list[list[str]]:
    return [[slot.node for slot in row if slot.edge is None] for row in rows]  # type: ignore[attr-defined]


def test_what_was_said_stands_above_who_reports_it() -> None:
    found = layered(["paper", "wire", "ministry"], [("ministry", "wire"), ("wire", "paper")])
    assert names(found.rows) == [["ministry"], ["wire"], ["paper"]]


def test_an_edge_over_a_row_has_a_place_of_its_own_there() -> None:
    edges = [("a", "b"), ("b", "c"), ("a", "c")]
    found = layered(["a", "b", "c"], edges)
    assert found.rows[1] == (Slot("b"), Slot("a", 2)) or found.rows[1] == (Slot("a", 2), Slot("b"))


def test_two_that_cite_each_other_stand_one_above_the_other_with_one_way_back() -> None:
    found = layered(["blog", "paper"], [("blog", "paper"), ("paper", "blog")])
    assert names(found.rows) == [["blog"], ["paper"]]
    assert found.back == {1}


def test_who_cites_itself_is_drawn_with_a_way_back() -> None:
    assert layered(["a"], [("a", "a")]).back == {0}


def test_nothing_gives_no_rows() -> None:
    assert layered([], []).rows == ()


@given(EDGES)
def test_every_other_edge_runs_downwards_and_every_node_stands_once(
    edges: list[tuple[int, int]],
) -> None:
    nodes = list(range(10))
    found = layered(nodes, edges)
    row_of = {slot.node: n for n, row in enumerate(found.rows) for slot in row if slot.edge is None}
    assert sorted(node for row in names(found.rows) for node in row) == nodes
    for number, (above, below) in enumerate(edges):
        if number not in found.back:
            assert row_of[above] < row_of[below]


@given(EDGES)
def test_every_row_an_edge_passes_keeps_a_place_for_it(edges: list[tuple[int, int]]) -> None:
    found = layered(list(range(10)), edges)
    row_of = {slot.node: n for n, row in enumerate(found.rows) for slot in row if slot.edge is None}
    for number, (above, below) in enumerate(edges):
        passed = [n for n, row in enumerate(found.rows) for slot in row if slot.edge == number]
        expected = [] if number in found.back else list(range(row_of[above] + 1, row_of[below]))
        assert passed == expected
        assert all(two == one + 1 for one, two in pairwise(passed))
