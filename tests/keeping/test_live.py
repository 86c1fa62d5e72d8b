"""The live collection: what it does by itself, beside what it is told."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kg.keeping.graph import Graph
from kg.keeping.live import Live
from kg.ledger import Blobs

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/"


class Arranging:
    """Arranges the live collection of a folder, each time opened anew; keeps what was done."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.arranged = list[int]()
        self._quads = 0
        monkeypatch.setattr(Graph, "arrange", lambda _: self.arranged.append(self._quads))

    def ask(self, quads: int, *, hurried: bool = False) -> None:
        self._quads = quads
        with closing(Live(self.folder / "live", Blobs(self.folder / "blobs"), BASE)) as live:
            live.arrange(quads, hurried=hurried)


@pytest.fixture
def arranging(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Arranging:
    return Arranging(folder, monkeypatch)


def test_the_graph_is_arranged_when_it_has_grown_by_more_than_a_quarter(
    arranging: Arranging,
) -> None:
    for quads in (1000, 1200, 1250, 1251, 1500, 900, 1564):
        arranging.ask(quads)
    assert arranging.arranged == [1000, 1251, 1564]


def test_a_large_graph_is_not_arranged_while_somebody_waits(arranging: Arranging) -> None:
    for quads, hurried in ((900, True), (1_000_001, True), (1_000_001, False)):
        arranging.ask(quads, hurried=hurried)
    assert arranging.arranged == [900, 1_000_001]
