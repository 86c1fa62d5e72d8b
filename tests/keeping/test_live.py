"""The live collection: what it does by itself, beside what it is told."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kg.keeping.graph import Graph
from kg.keeping.live import Live
from kg.ledger import Blobs

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BASE = "https://example.org/"


def test_the_graph_is_arranged_when_it_has_grown_by_more_than_a_quarter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranged = list[int]()
    quads = 0
    monkeypatch.setattr(Graph, "arrange", lambda _: arranged.append(quads))
    for quads in (1000, 1200, 1250, 1251, 1500, 900, 1564):
        with closing(Live(folder / "live", Blobs(folder / "blobs"), BASE)) as live:
            live.arrange(quads)
    assert arranged == [1000, 1251, 1564]


def test_a_large_graph_is_not_arranged_while_somebody_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranged = list[int]()
    quads = 0
    monkeypatch.setattr(Graph, "arrange", lambda _: arranged.append(quads))
    with closing(Live(folder / "live", Blobs(folder / "blobs"), BASE)) as live:
        for quads, hurried in ((900, True), (1_000_001, True), (1_000_001, False)):
            live.arrange(quads, hurried=hurried)
    assert arranged == [900, 1_000_001]
