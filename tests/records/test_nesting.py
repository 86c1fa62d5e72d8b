"""Loops and depths of what stands in what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.records.nesting import depths, loops


def test_a_chain_has_no_loop_and_counts_its_layers() -> None:
    chain = {"c": "b", "b": "a"}
    assert loops(chain) == []
    assert depths(chain) == {"a": 0, "b": 1, "c": 2}


def test_a_loop_is_told_once_without_what_leads_into_it() -> None:
    assert loops({"in": "a", "a": "b", "b": "a", "c": "c"}) == [("a", "b"), ("c",)]


def test_what_leads_into_a_loop_has_no_depth() -> None:
    assert depths({"in": "a", "a": "b", "b": "a", "x": "y"}) == {"y": 0, "x": 1}


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {str(n): str(n + 1) for n in range(20_000)}
    assert depths(chain)["0"] == 20_000
    assert len(loops({**chain, "20000": "0"})[0]) == 20_001


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")))
def test_each_thing_on_a_loop_is_in_exactly_one(outer: dict[str, str]) -> None:
    def returns(name: str) -> bool:
        at = outer[name]
        for _ in outer:
            if at == name:
                return True
            if at not in outer:
                return False
            at = outer[at]
        return False

    told = [name for loop in loops(outer) for name in loop]
    assert sorted(told) == sorted(name for name in outer if returns(name))
