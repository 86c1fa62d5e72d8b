"""Quads on their way into the graph: many go in together, at a fraction of the cost of a few.

Nothing is lost with them in a crash: what put them here is in the ledger, and is applied again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Store

MOST: Final = 65_536
"""Quads that wait at most: beyond that they would take more memory, and save little more."""

MANY: Final = 8_192
"""Quads from which on sorted files are written at once, past the engine's journal.

That costs 44 ms and 5 µs a quad, a transaction 19 µs a quad (measured; see `bench/loading.py`).
"""


class Arriving:
    """Quads that wait for a store. Who reads the store lets them in first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._quads: list[Quad] = []

    @property
    def full(self) -> bool:
        """Whether no more should wait."""
        return len(self._quads) >= MOST

    def add(self, quads: Iterable[Quad]) -> None:
        """Let these wait, too."""
        self._quads += quads

    def enter(self, store: Store) -> None:
        """Put all into the store; they stay where the disk refuses.

        A crash can leave a part of them there. Each can be added again.
        """
        if len(self._quads) >= MANY:
            store.bulk_extend(self._quads)
        elif self._quads:
            store.extend(self._quads)
        self._quads = []
