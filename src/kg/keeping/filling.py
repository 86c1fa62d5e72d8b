"""The process that fills graph and index while another reads, checks and records.

`python -m kg.keeping.filling LIVE BASE` reads from stdin what to do, pickled: both ends are this
program. What it is told of was checked, and is in the ledger before the graph lets it in.
"""

from __future__ import annotations

import errno
import json
import os
import pickle
import sqlite3
import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from pyoxigraph import NamedNode, parse

from kg.errors import DiskFullError, StoreError
from kg.keeping.apart import FORMAT
from kg.keeping.engine import ENGINE_FAULTS, is_no_room
from kg.keeping.graph import Graph, shared_graphs
from kg.keeping.holdings import key_of
from kg.keeping.sparing import searching_seldom
from kg.keeping.stating import quads_of
from kg.pool.syscalls import die_with_parent
from kg.rdf.ids import Iris
from kg.records.resolved import ResolvedRecord
from kg.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BufferedReader

    from kg.keeping.holdings import Declared
    from kg.keeping.standing import Standing

FAULTS: Final = (*ENGINE_FAULTS, sqlite3.Error, StoreError)
"""What the disk refuses comes as one of these."""

Fault: TypeAlias = "tuple[int, str]"
Answer: TypeAlias = "tuple[Fault | None, Declared]"


class Filling:
    """Graph and index, changed together; nothing is safe before `commit`."""

    def __init__(self, folder: Path, base: str) -> None:
        """Open both."""
        self._iris = Iris(base)
        self._graph = Graph(folder / "store", shared_graphs(self._iris))
        self._index = Index.open(folder / "index.sqlite")
        self._declared: Declared = []

    def put(self, standing: Standing, document: bytes, text: str) -> None:
        """Let a new record stand, whose document and text were checked."""
        record = ResolvedRecord.model_validate({**json.loads(document), "text": text})
        stated, name = quads_of(standing, record, self._iris), standing.record
        own = self._iris.record(name, standing.version)
        shared = takewhile(lambda quad: quad.graph_name != own, stated)  # they come first
        self._declared += [(key_of(str(quad)), name) for quad in shared]
        self._graph.change(drop=None, remove=(), add=stated)
        self._index.replace(name, stated, {record.snapshot.sha256: text})

    def change(self, drop: str | None, remove: bytes, add: bytes) -> None:
        """Change the graph."""
        removed, added = (list(parse(quads, format=FORMAT)) for quads in (remove, add))
        self._graph.change(drop=NamedNode(drop) if drop else None, remove=removed, add=added)

    def replace(self, record: str, quads: bytes, texts: Mapping[str, str]) -> None:
        """Let the index hold of a record what its quads state."""
        self._index.replace(record, parse(quads, format=FORMAT), texts)

    def remove(self, record: str) -> None:
        """Let the index hold nothing of a record."""
        self._index.remove(record)

    def relieve(self) -> None:
        """Let the graph have what waits for it, should that be much."""
        if self._graph.crowded:
            self._graph.let_in()

    def declared(self) -> Declared:
        """Return who declares which shared quads, of the records put since the last time."""
        declared, self._declared = sorted(self._declared), []
        return declared

    def commit(self, revision: int) -> Declared:
        """Keep everything so far, and return as `declared` does."""
        self._graph.flush()
        self._index.commit(revision)
        return self.declared()


def main(folder: Path, base: str, asked: BufferedReader, answers: BinaryIO) -> None:
    """Do what is asked until that ends; after a fault it is all that is told."""
    filling: Filling | None = None
    fault: Fault | None = None
    while asked.peek(1):
        what, *told = pickle.load(asked)  # noqa: S301  (our own program)
        declared: Declared | None = None
        try:
            if not fault:
                filling = filling or Filling(folder, base)
                declared = getattr(filling, what)(*told)
        except FAULTS as error:
            fault = fault_of(error)
        if what in ("declared", "commit"):
            pickle.dump((fault, declared or []), answers)
            answers.flush()


def fault_of(error: Exception) -> Fault:
    """Return number and words of what went wrong, as the other process shall say it."""
    if is_no_room(error) or isinstance(error, DiskFullError):
        return errno.ENOSPC, os.strerror(errno.ENOSPC)
    number = error.errno if isinstance(error, OSError) else None
    return number or errno.EIO, str(error)


if __name__ == "__main__":
    die_with_parent()
    with searching_seldom(), open(sys.stdin.fileno(), "rb", closefd=False) as asked:
        main(Path(sys.argv[1]), sys.argv[2], asked, sys.stdout.buffer)
