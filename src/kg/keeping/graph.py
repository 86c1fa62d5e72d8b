"""The live graph: what the writer changes.

What is only added waits until there is more of it, or until somebody looks.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Store

from kg.errors import LockedError, StoreError
from kg.keeping.arriving import Arriving
from kg.keeping.engine import ENGINE_FAULTS, needing_room, refusal
from kg.keeping.locking import PAUSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Literal, Quad

    from kg.rdf.ids import Iris

SHARED_GRAPHS: Final = ("reference", "claims", "judgements", "changes", "ontology")
"""The graphs that are not one record's own; they exist even while they are empty."""


def shared_graphs(iris: Iris) -> frozenset[NamedNode]:
    """Return the IRIs of those graphs."""
    return frozenset(iris.graph(name) for name in SHARED_GRAPHS)


class Graph:
    """The store the writer owns. It is only safe on disk, and whole, after a `flush`."""

    def __init__(self, path: Path, shared: Iterable[NamedNode], *, wait: float = 0) -> None:
        """Open the store at a path, or begin one.

        Raises:
            LockedError: another process still had it open after `wait` seconds.
            StoreError: what lies there is damaged.
        """
        self._path = path
        self._shared = tuple(shared)
        self._arriving = Arriving()
        self._store: Store | None = _opened(path, time.monotonic() + wait)
        for graph in self._shared:
            self._store.add_graph(graph)

    def __len__(self) -> int:
        """Return how many quads there are; counts them one by one."""
        return len(self._whole())

    def __iter__(self) -> Iterator[Quad]:
        """Yield every quad."""
        return iter(self._whole())

    def __contains__(self, quad: Quad) -> bool:
        """Return whether a quad is stored."""
        return quad in self._whole()

    def subjects(self, predicate: str, value: Literal, graph: NamedNode) -> list[NamedNode]:
        """Return what has a property with that value, in one graph."""
        found = self._whole().quads_for_pattern(None, NamedNode(predicate), value, graph)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def about(
        self, subject: NamedNode, predicates: Iterable[str], graph: NamedNode
    ) -> Iterator[Quad]:
        """Yield what a graph states of a thing by these properties."""
        for predicate in predicates:
            yield from self._whole().quads_for_pattern(subject, NamedNode(predicate), None, graph)

    def change(
        self, *, drop: NamedNode | None, remove: Iterable[Quad], add: Sequence[Quad]
    ) -> None:
        """Drop a graph, remove quads and add others: all of it or nothing.

        Where nothing is taken away, the quads wait: for others, for `flush`, or until somebody
        looks. `crowded` says when `let_in` should be called.
        """
        removed = list(remove)
        if drop is None and not removed:
            self._arriving.add(add)
            return
        store = self._whole()
        with self._writing():
            store.update(_update(drop, removed, add))

    @property
    def crowded(self) -> bool:
        """Whether so many quads wait that they should be let in."""
        return self._arriving.full

    def let_in(self) -> None:
        """Put what waits into the store."""
        self._whole()

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Let a graph hold these quads and no others."""
        store = self._whole()
        store.clear_graph(graph)
        store.extend(quads)

    def flush(self) -> None:
        """Make every change so far safe from a power cut."""
        store = self._whole()
        with self._writing():
            store.flush()

    def arrange(self) -> None:
        """Put everything into one order, where there is room for it on the disk.

        What comes in portions lies in as many runs of files, and every answer looks into each of
        them: that doubles the engine's work for a list (measured, a million quads). Needs as much
        room as the store has; without, it is left as it is, as an engine that found no room would
        take nothing more.
        """
        store = self._whole()
        if shutil.disk_usage(self._path).free > 2 * _size(self._path):
            with self._writing():
                store.optimize()

    def copy_to(self, target: Path) -> None:
        """Make an independent copy, sharing the immutable files (hard links)."""
        self.flush()
        self._whole().backup(target)

    def rewrite(self) -> None:
        """Write everything anew, so that no byte is left of what was removed.

        The engine never forgets a text it has seen, it only stops finding it. A crash in between
        leaves no store at this path, and the writer then makes it again from the ledger.
        """
        fresh, stale = self._path.with_name("store.new"), self._path.with_name("store.old")
        for path in (fresh, stale):
            shutil.rmtree(path, ignore_errors=True)
        _copied(self._whole(), fresh, self._shared)
        self.close()
        self._path.rename(stale)
        fresh.rename(self._path)
        self._store = _opened(self._path)
        shutil.rmtree(stale)

    def close(self) -> None:
        """Let go of the store, so that another can open it."""
        self._store = None  # the engine closes it when nobody refers to it any more

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let another process have the store until the block ends; flush it before."""
        self.close()
        try:
            yield
        finally:
            self._store = _opened(self._path)

    def _whole(self) -> Store:
        """Return the store, after all that waits is in it.

        Raises:
            ValueError: it is closed, or another process has it.
        """
        if self._store is None:
            raise ValueError("the store is not open here")
        with self._writing():
            self._arriving.enter(self._store)
        return self._store

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except ENGINE_FAULTS as error:
            raise refusal("The store could not be written", self._path, error) from error


def _copied(store: Store, target: Path, graphs: Iterable[NamedNode]) -> None:
    fresh = Store(str(target))
    fresh.bulk_extend(store)
    for graph in graphs:
        fresh.add_graph(graph)
    fresh.optimize()
    fresh.flush()


def _size(folder: Path) -> int:
    """Return how many bytes a folder has; the engine may just be removing a file."""
    total = 0
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def _opened(path: Path, deadline: float = 0) -> Store:
    while True:
        try:
            with needing_room(path):
                return Store(str(path))
        except ENGINE_FAULTS as error:
            if "lock" not in str(error).lower():
                raise StoreError(
                    f"The store cannot be opened: {error}",
                    where=str(path),
                    hint="delete the folder `live`; it is made again from the ledger",
                ) from error
            if time.monotonic() >= deadline:
                raise LockedError("Another program has the store open", where=str(path)) from error
            time.sleep(PAUSE)


def _update(drop: NamedNode | None, remove: Sequence[Quad], add: Sequence[Quad]) -> str:
    """Return a SPARQL update; only it changes several things in one transaction.

    Terms are written by the engine itself, so no text of a record is ever pasted in.
    """
    steps = [f"DROP SILENT GRAPH {drop}"] if drop else []
    steps += [f"DELETE DATA {{ {_block(remove)} }}"] if remove else []
    steps += [f"INSERT DATA {{ {_block(add)} }}"] if add else []
    return " ;\n".join(steps)


def _block(quads: Iterable[Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)
