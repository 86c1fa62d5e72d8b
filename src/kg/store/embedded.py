"""The embedded store: Oxigraph, in worker processes, over immutable generations."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import RdfFormat, serialize
from typing_extensions import override

from kg.errors import StoreError, StoreUnreachableError
from kg.pool.pool import Pool
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
)
from kg.store.guard import check_size
from kg.store.location import Generations, Location, NQuadsFile, Shown
from kg.store.quarantine import Quarantine
from kg.store.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from kg.pool.frames import JsonObject


_MAY_HAVE_MOVED: Final = (StoreError, StoreUnreachableError)


class EmbeddedStore(Verbs):
    """Asks the pool about whatever generation its location shows at that moment."""

    def __init__(
        self,
        pool: Pool,
        location: Location,
        *,
        union_default_graph: bool = True,
        base: str | None = None,
    ) -> None:
        """Answer from `location` through `pool`, which stays the caller's to close.

        Args:
            pool: workers that know the operation `query`.
            location: says which generation to read.
            union_default_graph: whether all graphs together are the default graph.
            base: what relative IRIs in queries are resolved by.
        """
        self._pool = pool
        self._location = location
        self._union = union_default_graph
        self._base = base
        self._quarantine = Quarantine()
        self._owned = AsyncExitStack()

    @classmethod
    async def open(
        cls,
        directory: Path,
        *,
        workers: int = 2,
        union_default_graph: bool = True,
        base: str | None = None,
    ) -> Self:
        """Open a data directory with a pool of its own.

        Raises:
            StoreUnreachableError: the workers did not start.
        """
        pool = await Pool.start(workers)
        location = Generations(directory)
        store = cls(pool, location, union_default_graph=union_default_graph, base=base)
        store._owned.push_async_callback(pool.aclose)
        return store

    @classmethod
    def from_nquads(cls, pool: Pool, data: bytes, *, revision: int | None = None) -> Self:
        """Hold N-Quads in the memory of the workers of `pool`, until the store is closed."""
        folder = tempfile.TemporaryDirectory(prefix="kg-memory-")
        path = Path(folder.name) / "graph.nq"
        path.write_bytes(data)
        store = cls(pool, NQuadsFile(path, revision))
        store._owned.callback(folder.cleanup)
        return store

    @classmethod
    def from_quads(cls, pool: Pool, quads: Iterable[Quad], *, revision: int | None = None) -> Self:
        """Hold quads in the memory of the workers of `pool`, until the store is closed."""
        data = serialize(quads, format=RdfFormat.N_QUADS)
        return cls.from_nquads(pool, data or b"", revision=revision)

    def showing(self, location: Location) -> EmbeddedStore:
        """Return a store like this one over another location; what one refuses, both refuse."""
        other = EmbeddedStore(
            self._pool, location, union_default_graph=self._union, base=self._base
        )
        other._quarantine = self._quarantine
        return other

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event shown now; None before anything is published."""
        try:
            return self._location.current().revision
        except StoreUnreachableError:
            return None

    @override
    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        """Return the whole answer, of one generation; see `Store.query`."""
        check_size(text)
        payload = self._payload(text, formats, limits, dataset)
        with self._quarantine.watching(text):
            return await self._answered(payload, limits, lane)

    async def _answered(self, payload: JsonObject, limits: Limits, lane: Lane) -> Answer:
        while True:
            shown = self._location.current()
            try:
                return await self._ask(shown, payload, limits, lane)
            except StoreError as error:
                # The generation may have been removed between looking and opening: then there is a
                # newer one. Anything else stays as it is, a busy pool above all.
                if type(error) not in _MAY_HAVE_MOVED or self._location.current() == shown:
                    raise

    async def aclose(self) -> None:
        """Close the pool if it was opened with the store, and drop what was held in memory."""
        await self._owned.aclose()

    async def _ask(self, shown: Shown, payload: JsonObject, limits: Limits, lane: Lane) -> Answer:
        store = {"kind": shown.kind, "path": str(shown.graph)}
        reply = await self._pool.run(
            "query",
            payload | {"store": store},
            seconds=limits.seconds,
            max_bytes=limits.bytes,
            lane=lane,
            charge=limits.charge,
        )
        header = reply.header
        return Answer(header["form"], header["media_type"], reply.body, shown.revision)

    def _payload(self, text: str, formats: Formats, limits: Limits, dataset: Dataset) -> JsonObject:
        return {
            "query": text,
            "rows": formats.rows,
            "graph": formats.graph,
            "union": self._union,
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "base": self._base,
            "max_rows": limits.rows,
        }
