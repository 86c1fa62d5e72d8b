"""The live graph: what the writer changes, one transaction per record."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Store

from kg.errors import LockedError, StoreError
from kg.keeping.engine import ENGINE_FAULTS, needing_room, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Literal, Quad

SHARED_GRAPHS: Final = ("reference", "claims", "judgements", "changes", "ontology")
"""The graphs that are not one record's own; they exist even while they are empty."""


class Graph:
    """The store the writer owns. Its engine does not sync: call `flush` before relying on it."""

    def __init__(self, path: Path, shared: Iterable[NamedNode]) -> None:
        """Open the store at a path, or begin one.

        Raises:
            LockedError: another process has it open.
            StoreError: what lies there is damaged.
        """
        self._path = path
        self._shared = tuple(shared)
        self._store = _opened(path)
        for graph in self._shared:
            self._store.add_graph(graph)

    def __len__(self) -> int:
        """Return how many quads there are; counts them one by one."""
        return len(self._store)

    def __iter__(self) -> Iterator[Quad]:
        """Yield every quad."""
        return iter(self._store)

    def __contains__(self, quad: Quad) -> bool:
        """Return whether a quad is stored."""
        return quad in self._store

    def subjects(self, predicate: str, value: Literal, graph: NamedNode) -> list[NamedNode]:
        """Return what has a property with that value, in one graph."""
        found = self._store.quads_for_pattern(None, NamedNode(predicate), value, graph)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def about(
        self, subject: NamedNode, predicates: Iterable[str], graph: NamedNode
    ) -> Iterator[Quad]:
        """Yield what a graph states of a thing by these properties."""
        for predicate in predicates:
            yield from self._store.quads_for_pattern(subject, NamedNode(predicate), None, graph)

    def change(
        self, *, drop: NamedNode | None, remove: Iterable[Quad], add: Sequence[Quad]
    ) -> None:
        """Drop a graph, remove quads and add others: all of it or nothing."""
        removed = list(remove)
        try:
            if drop is None and not removed:
                self._store.extend(add)
            else:
                self._store.update(_update(drop, removed, add))
        except ENGINE_FAULTS as error:
            raise refusal("The store could not be written", self._path, error) from error

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Let a graph hold these quads and no others."""
        self._store.clear_graph(graph)
        self._store.extend(quads)

    def flush(self) -> None:
        """Make every change so far safe from a power cut."""
        try:
            self._store.flush()
        except ENGINE_FAULTS as error:
            raise refusal("The store could not be written", self._path, error) from error

    def copy_to(self, target: Path) -> None:
        """Make an independent copy, sharing the immutable files (hard links)."""
        self.flush()
        self._store.backup(target)

    def rewrite(self) -> None:
        """Write everything anew, so that no byte is left of what was removed.

        The engine never forgets a text it has seen, it only stops finding it. A crash in between
        leaves no store at this path, and the writer then makes it again from the ledger.
        """
        fresh, stale = self._path.with_name("store.new"), self._path.with_name("store.old")
        for path in (fresh, stale):
            shutil.rmtree(path, ignore_errors=True)
        _copied(self._store, fresh, self._shared)
        # The engine closes a store when nobody refers to it any more.
        del self._store
        self._path.rename(stale)
        fresh.rename(self._path)
        self._store = _opened(self._path)
        shutil.rmtree(stale)

    def close(self) -> None:
        """Let go of the store, so that another can open it."""
        # After a failed `rewrite` there is none.
        vars(self).pop("_store", None)


def _copied(store: Store, target: Path, graphs: Iterable[NamedNode]) -> None:
    fresh = Store(str(target))
    fresh.bulk_extend(store)
    for graph in graphs:
        fresh.add_graph(graph)
    fresh.flush()


def _opened(path: Path) -> Store:
    try:
        with needing_room(path):
            return Store(str(path))
    except ENGINE_FAULTS as error:
        if "lock" in str(error).lower():
            raise LockedError("Another program has the store open", where=str(path)) from error
        raise StoreError(
            f"The store cannot be opened: {error}",
            where=str(path),
            hint="delete the folder `live`; it is made again from the ledger",
        ) from error


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
