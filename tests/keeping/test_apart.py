from __future__ import annotations

import errno
import io
import json
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING, NoReturn

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.keeping import apart
from kg.keeping.apart import IndexApart
from kg.keeping.live_index import LiveIndex
from kg.search.index import Index
from kg.vocab import CP, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLAIM = "https://example.org/claim/calm"
GRAPH = NamedNode("https://example.org/graph/claims")
TEXT = "“Ruhe”, he said\n𝄞"


def claim(text: str) -> Iterator[Quad]:
    node = NamedNode(CLAIM)
    yield Quad(node, NamedNode(RDF + "type"), NamedNode(CP.Claim), GRAPH)
    yield Quad(node, NamedNode(RDFS + "label"), Literal(text, language="de-CH"), GRAPH)


def described(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT iri, label, language, body FROM description").fetchall()


def test_what_a_process_apart_writes_is_what_is_written_here(folder: Path) -> None:
    with closing(Index.open(folder / "here")) as index:
        index.replace("calm", claim(TEXT), {"ab": TEXT})
        index.commit(7)
    with closing(IndexApart(folder / "apart")) as index:
        index.replace("calm", claim(TEXT), {"ab": TEXT})
        index.replace("gone", claim("gone"), {})
        index.remove("gone")
        index.commit(7)
    assert described(folder / "apart") == described(folder / "here")
    assert len(described(folder / "here")) == 1
    with closing(Index.open(folder / "apart")) as index:
        assert index.revision == 7


def test_what_was_not_committed_is_forgotten_and_the_index_is_here_again(folder: Path) -> None:
    live = LiveIndex(folder / "index")
    with live.apart():
        live.replace("calm", claim(TEXT), {})
        live.commit(1)
        live.replace("storm", claim("storm"), {})
        with pytest.raises(ValueError, match="another process fills the index"):
            live.copy_to(folder / "copy")
    live.replace("wind", claim("wind"), {})
    live.commit(2)
    live.copy_to(folder / "copy")
    live.close()
    assert [label for _, label, _, _ in described(folder / "copy")] == [TEXT, "wind"]


def asked(*told: dict[str, object]) -> io.BytesIO:
    contents = [json.dumps(one).encode() for one in told]
    return io.BytesIO(b"".join(struct.pack(">II", len(one), 0) + one for one in contents))


@pytest.mark.parametrize(
    ("fault", "number"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), errno.ENOSPC),
        (sqlite3.OperationalError("disk I/O error"), errno.EIO),
    ],
)
def test_what_the_disk_refused_is_told_at_the_next_commit_and_nothing_is_done_after_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, number: int
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise fault

    monkeypatch.setattr(Index, "remove", refuse)
    answers = io.BytesIO()
    remove: dict[str, object] = {"do": "remove", "record": "calm"}
    commit: dict[str, object] = {"do": "commit", "revision": 3}
    apart.main(folder / "index", asked(commit, remove, commit, commit), answers)
    first, second, third = map(json.loads, answers.getvalue().splitlines())
    assert first is None
    assert second == third
    assert second[0] == number


def test_a_process_that_has_ended_is_noticed_at_the_next_commit(folder: Path) -> None:
    index = IndexApart(folder / "index")
    index._process.kill()
    index._process.wait()
    with pytest.raises(OSError, match=r"ended|Broken pipe"):
        index.commit(1)
    index.close()
