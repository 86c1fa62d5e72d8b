from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import LockedError, StoreError
from kg.keeping.arriving import MANY
from kg.keeping.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

HOLDING: Final = """
import sys, time
from pyoxigraph import Store
store = Store(sys.argv[1])
print("open", flush=True)
time.sleep(0.5)
"""
"""Has a store open for half a second."""

SHARED, OWN = NamedNode("urn:shared"), NamedNode("urn:own")


def quad(text: str, graph: NamedNode = OWN) -> Quad:
    return Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), graph)


@pytest.fixture
def graph(folder: Path) -> Graph:
    return Graph(folder / "store", [SHARED])


def test_a_change_drops_removes_and_adds_in_one_go(graph: Graph) -> None:
    old, gone, stays = quad("old"), quad("gone", SHARED), quad("stays", SHARED)
    graph.change(drop=None, remove=[], add=[old, gone, stays])
    graph.change(drop=OWN, remove=[gone], add=[quad("new", NamedNode("urn:next"))])
    assert set(graph) == {stays, quad("new", NamedNode("urn:next"))}
    assert len(graph) == 2


@pytest.mark.parametrize("text", ['"', "\\", "}\n} ; DROP ALL ; {", "'''", "\u2028", "\x00", "𝄞"])
def test_no_text_can_break_out_of_a_change(graph: Graph, text: str) -> None:
    graph.change(drop=None, remove=[], add=[quad("stays", SHARED), quad("gone")])
    graph.change(drop=None, remove=[quad("gone")], add=[quad(text)])
    assert set(graph) == {quad("stays", SHARED), quad(text)}
    graph.change(drop=None, remove=[quad(text)], add=[])
    assert set(graph) == {quad("stays", SHARED)}


def test_what_is_removed_can_be_removed_again(graph: Graph) -> None:
    for _ in range(2):
        graph.change(drop=OWN, remove=[quad("never there", SHARED)], add=[])
    assert len(graph) == 0


def test_a_rewritten_store_holds_the_same_and_no_byte_more(graph: Graph, folder: Path) -> None:
    graph.change(drop=None, remove=[], add=[quad("stays"), quad("xyzzycanary " * 5)])
    graph.change(drop=None, remove=[quad("xyzzycanary " * 5)], add=[])
    graph.flush()
    graph.rewrite()
    assert set(graph) == {quad("stays")}
    graph.close()  # an open store may be tidying up its files
    files = [path for path in (folder / "store").iterdir() if path.is_file()]
    assert not any(b"xyzzycanary" in path.read_bytes() for path in files)
    assert [path.name for path in folder.iterdir()] == ["store"]


def portions(graph: Graph) -> set[Quad]:
    """Put three portions into a graph, each as a run of files of its own; return all of it."""
    found: set[Quad] = set()
    for portion in range(3):
        some = [quad(f"{number} of {portion}") for number in range(MANY)]
        graph.change(drop=None, remove=[], add=some)
        graph.let_in()
        found.update(some)
    graph.flush()
    return found


def runs(folder: Path) -> int:
    return len(list((folder / "store").glob("*.sst")))


def test_what_came_in_portions_is_put_into_one_order_and_stays_the_same(
    graph: Graph, folder: Path
) -> None:
    stated, before = portions(graph), runs(folder)
    graph.arrange()
    assert set(graph) == stated
    graph.close()  # an open store may be tidying up its files
    Graph(folder / "store", []).close()
    assert runs(folder) < before


def test_without_room_on_the_disk_a_store_is_left_as_it_is(
    graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated, before = portions(graph), runs(folder)
    full = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    graph.arrange()
    assert runs(folder) == before
    assert set(graph) == stated


def test_a_store_open_elsewhere_says_so(graph: Graph, folder: Path) -> None:
    with pytest.raises(LockedError, match="Another program has the store open"):
        Graph(folder / "store", [])
    graph.close()
    Graph(folder / "store", []).close()


def test_a_store_is_waited_for_while_another_process_lets_go_of_it(
    graph: Graph, folder: Path
) -> None:
    graph.flush()
    graph.close()
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(folder / "store")], stdout=subprocess.PIPE
    )
    assert holding.stdout
    assert holding.stdout.readline() == b"open\n"
    Graph(folder / "store", [], wait=30).close()
    assert holding.wait() == 0
    holding.stdout.close()


def test_a_damaged_store_says_what_to_do(graph: Graph, folder: Path) -> None:
    graph.flush()
    graph.close()
    (folder / "store" / "CURRENT").write_bytes(b"nonsense")
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        Graph(folder / "store", [])
    assert caught.value.hint == "delete the folder `live`; it is made again from the ledger"


class FullDisk:
    """A store that can be read and nothing else."""

    def extend(self, _: object) -> NoReturn:
        raise OSError("No space left on device")

    flush = extend

    def __len__(self) -> int:
        return 0


def test_a_full_disk_is_an_error_of_the_store(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FullDisk()
    monkeypatch.setattr(graph, "_store", store)
    monkeypatch.setattr(store, "flush", lambda: store.extend(()), raising=False)
    graph.change(drop=None, remove=[], add=[quad("new")])
    with pytest.raises(StoreError, match="No space left on device"):
        graph.let_in()
    with pytest.raises(StoreError, match="No space left on device"):
        graph.flush()
