from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.auditing.comparing import engine_differences

if TYPE_CHECKING:
    from pathlib import Path

NUMBER, GRAPH = NamedNode("https://example.org/number"), NamedNode("https://example.org/graph")


def numbered(*numbers: int) -> set[Quad]:
    return {Quad(NamedNode(f"https://example.org/{n}"), NUMBER, Literal(n), GRAPH) for n in numbers}


def stored(folder: Path, quads: set[Quad]) -> Store:
    store = Store(str(folder / "store"))
    store.extend(quads)
    return store


def test_a_number_whose_last_byte_is_full_is_not_counted_with_those_after_it(
    tmp_path: Path,
) -> None:
    quads = numbered(*range(250, 300), 511, 512)
    assert list(engine_differences(stored(tmp_path, quads), quads)) == []


def test_what_the_engine_lacks_is_told_for_each_of_its_six_indexes(tmp_path: Path) -> None:
    quads = numbered(254, 255, 256)
    told = list(engine_differences(stored(tmp_path, numbered(254, 256)), quads))
    assert told == [
        f"index {name} of the engine has 2 statements, not 3"
        for name in ("spog", "posg", "ospg", "gspo", "gpos", "gosp")
    ]
