"""Graph and index of the live collection, changed together: here, or by a process of its own."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from kg.keeping.apart import Apart
from kg.keeping.graph import Graph
from kg.keeping.live_index import LiveIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad

    from kg.keeping.documents import Kept
    from kg.keeping.holdings import Declared
    from kg.keeping.standing import Standing

ENDING: Final = 10.0
"""Seconds that what filled the graph for a writer that was killed may take to end as well."""


class Contents:
    """Both parts, open for writing; nothing is safe before `commit`."""

    def __init__(self, folder: Path, base: str, shared: Iterable[NamedNode]) -> None:
        """Open both in a folder, or begin them.

        Args:
            folder: where they are.
            base: what the IRIs of the collection begin with.
            shared: the graphs that belong to no record alone.

        Raises:
            StoreError: the store there is damaged or open elsewhere.
        """
        self._folder = folder
        self._base = base
        self._apart: Apart | None = None
        with ExitStack() as opened:
            self.graph = Graph(folder / "store", shared, wait=ENDING)
            opened.callback(self.graph.close)
            self.index = LiveIndex(folder / "index.sqlite")
            opened.pop_all()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let a process of its own have both until the block ends.

        Only what is committed stays: commit before the block, and at its end. Neither is to be
        read meanwhile.
        """
        with self.graph.away(), self.index.away():
            self._apart = Apart(self._folder, self._base)
            try:
                yield
            finally:
                self._apart.close()
                self._apart = None

    def put_apart(self, standing: Standing, record: Kept) -> bool:
        """Have another process put a new record, and make its quads; False where there is none."""
        if self._apart is None:
            return False
        self._apart.put(standing, record)
        return True

    def declared_apart(self) -> Declared:
        """Return who declares which shared quads, of the records put so since the last time."""
        return self._apart.declared() if self._apart else []

    def change(
        self, remove: Iterable[Quad], add: Sequence[Quad], drop: NamedNode | None = None
    ) -> None:
        """Change the graph as `Graph.change` does."""
        (self._apart or self.graph).change(drop=drop, remove=remove, add=add)

    def replace(self, name: str, quads: Iterable[Quad], texts: Mapping[str, str]) -> None:
        """Let the index hold of a record or judgement what its quads state."""
        (self._apart or self.index).replace(name, quads, texts)

    def remove(self, name: str) -> None:
        """Let the index hold nothing of a record or judgement."""
        (self._apart or self.index).remove(name)

    @property
    def crowded(self) -> bool:
        """Whether `relieve` should be called before more is added."""
        return not self._apart and self.graph.crowded

    def relieve(self) -> None:
        """Let the graph have what waits for it, should that be much."""
        if self._apart:
            self._apart.relieve()
        elif self.graph.crowded:
            self.graph.let_in()

    def commit(self, revision: int) -> Declared:
        """Keep everything so far, as the state at a revision; returns as `declared_apart` does."""
        if self._apart:
            return self._apart.commit(revision)
        self.graph.flush()
        self.index.commit(revision)
        return []

    def rewrite(self) -> None:
        """Write both anew, so that no byte is left of what was removed."""
        self.graph.rewrite()
        self.index.rewrite()

    def close(self) -> None:
        """Let go of the files, forgetting what was not committed."""
        self.index.close()
        self.graph.close()
