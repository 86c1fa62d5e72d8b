from __future__ import annotations

import errno
import io
import pickle
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.keeping import filling
from kg.keeping.apart import Apart
from kg.keeping.documents import Kept
from kg.keeping.graph import Graph
from kg.keeping.holdings import key_of
from kg.keeping.live import Live
from kg.keeping.standing import Standing
from kg.keeping.stating import quads_of
from kg.ledger import Blobs
from kg.rdf.ids import Iris
from kg.search.index import Index
from kg.vocab import CP, RDF, RDFS
from small_records import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/"
CLAIM = BASE + "claim/calm"
GRAPH = NamedNode(BASE + "graph/claims")
TEXT = "“Ruhe”, he said\n𝄞"
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def claim(text: str) -> list[Quad]:
    node = NamedNode(CLAIM)
    return [
        Quad(node, NamedNode(RDF + "type"), NamedNode(CP.Claim), GRAPH),
        Quad(node, NamedNode(RDFS + "label"), Literal(text, language="de-CH"), GRAPH),
    ]


def kept(name: str) -> Kept:
    return Kept.of(small(name, f"The ministry said {name} was open."))


def standing(record: Kept, seq: int = 1) -> Standing:
    digest, snapshot = record.digest, record.record.snapshot.sha256
    return Standing(record.record.record, 1, digest, snapshot, NOON, seq, "tester", None)


@contextmanager
def filled(folder: Path) -> Iterator[Apart]:
    folder.mkdir()
    with closing(Apart(folder, BASE)) as apart:
        yield apart


def described(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "index.sqlite")) as connection:
        return connection.execute("SELECT iri, label, language, body FROM description").fetchall()


def stored(folder: Path) -> set[str]:
    graph = Graph(folder / "store", [])
    try:
        return {str(quad) for quad in graph}
    finally:
        graph.close()


def test_a_record_put_apart_is_in_graph_and_index_as_one_that_is_put_here(folder: Path) -> None:
    hill = kept("hill")
    quads = quads_of(standing(hill), hill.record, Iris(BASE))
    with filled(folder / "apart") as apart:
        apart.put(standing(hill), hill)
        assert apart.commit(7) == sorted(
            (key_of(str(quad)), "hill")
            for quad in quads
            if quad.graph_name.value in (BASE + "graph/reference", GRAPH.value)
        )
        assert apart.declared() == []
    with closing(Index.open(folder / "here.sqlite")) as index:
        index.replace("hill", quads, {hill.record.snapshot.sha256: hill.record.text})
        index.commit(7)
    (folder / "here").mkdir()
    (folder / "here.sqlite").rename(folder / "here" / "index.sqlite")
    assert described(folder / "apart") == described(folder / "here") != []
    assert stored(folder / "apart") == {str(quad) for quad in quads}
    with closing(Index.open(folder / "apart" / "index.sqlite")) as index:
        assert index.revision == 7


def test_a_change_made_here_and_sent_is_what_graph_and_index_hold(folder: Path) -> None:
    own = NamedNode(BASE + "graph/record-calm-v1")
    dropped = [Quad(*quad.triple, own) for quad in claim("draft")]
    with filled(folder / "apart") as apart:
        apart.change(drop=None, remove=(), add=claim("storm"))
        apart.relieve()
        apart.change(drop=None, remove=claim("storm")[1:], add=claim(TEXT)[1:])
        apart.replace("calm", claim(TEXT), {"ab": TEXT})
        apart.replace("gone", claim("gone"), {})
        apart.remove("gone")
        apart.change(drop=None, remove=(), add=dropped)
        apart.change(drop=own, remove=(), add=())
        apart.commit(3)
        apart.replace("calm", claim("not committed"), {})
    assert [label for _, label, _, _ in described(folder / "apart")] == [TEXT]
    assert stored(folder / "apart") == {str(quad) for quad in claim(TEXT)}


def test_a_collection_filled_apart_is_open_here_again_afterwards(folder: Path) -> None:
    live = Live(folder / "live", Blobs(folder / "blobs"), BASE)
    hill, dam = kept("hill"), kept("dam")
    with closing(live):
        with live.apart():
            live._replace("hill", standing(hill), hill)
            with pytest.raises(ValueError, match="not open here"):
                len(live.graph)
            live.commit()
        quads = quads_of(standing(hill), hill.record, Iris(BASE))
        assert {str(quad) for quad in live.graph} == {str(quad) for quad in quads}
        live._replace("dam", standing(dam, 2), dam)
        live.commit()
        assert live.books.holdings.declared(str(quads[0]))


def asked(*told: tuple[object, ...]) -> Any:
    return io.BufferedReader(io.BytesIO(b"".join(map(pickle.dumps, told))))


def answers(folder: Path, *told: tuple[object, ...]) -> list[filling.Answer]:
    given = io.BytesIO()
    filling.main(folder, BASE, asked(*told), given)
    given.seek(0)
    return [pickle.load(given) for what, *_ in told if what == "commit"]  # noqa: S301


@pytest.mark.parametrize(
    ("fault", "number"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), errno.ENOSPC),
        (OSError("IO error: No space left on device"), errno.ENOSPC),
        (RuntimeError("Corruption: block checksum mismatch"), errno.EIO),
        (sqlite3.OperationalError("disk I/O error"), errno.EIO),
    ],
)
def test_what_the_disk_refused_is_told_at_the_next_commit_and_nothing_is_done_after_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, number: int
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise fault

    monkeypatch.setattr(Index, "remove", refuse)
    commit = ("commit", 3)
    first, second, third = answers(folder, commit, ("remove", "calm"), commit, commit)
    assert first == (None, [])
    assert second == third
    assert second[0] is not None
    assert second[0][0] == number


def test_a_store_that_cannot_be_opened_is_told_at_the_first_commit(folder: Path) -> None:
    (folder / "store").write_text("no folder")
    ((fault, declared),) = answers(folder, ("relieve",), ("commit", 1))
    assert fault is not None
    assert (fault[0], declared) == (errno.EIO, [])
    assert "cannot be opened" in fault[1]


def test_a_process_that_has_ended_is_noticed_at_the_next_commit(folder: Path) -> None:
    apart = Apart(folder, BASE)
    apart._process.kill()
    apart._process.wait()
    with pytest.raises(OSError, match=r"ended|Broken pipe"):
        apart.commit(1)
    apart.close()
