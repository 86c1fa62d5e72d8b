"""The embedded store from within a worker: no other process between a query and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from kg.pool import faults
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Formats,
    Lane,
    Limits,
    Stated,
)
from kg.store.verbs import Verbs

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject
    from kg.store.evaluation import Evaluator
    from kg.store.location import Shown


class DirectStore(Verbs):
    """Evaluates queries over one generation at once; nothing in it ever waits.

    Seconds are counted for the whole job by whoever gave it, and lanes are none in here.
    """

    def __init__(self, evaluator: Evaluator, shown: Shown, base: str | None) -> None:
        """Answer about the generation `shown`; relative IRIs are resolved by `base`."""
        self._evaluator = evaluator
        self._shown = shown
        self._fixed = {
            "store": {"kind": shown.kind, "path": str(shown.graph)},
            "union": True,
            "base": base,
        }

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event shown."""
        return self._shown.revision

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
        """Return the whole answer; see `Store.query`."""
        body = bytearray()

        def emit(data: bytes) -> None:
            nonlocal body
            body += data
            if len(body) > limits.bytes:
                raise faults.too_large(limits.bytes)

        header = self._evaluator.query(self._payload(text, formats, limits, dataset), emit)
        return Answer(header["form"], header["media_type"], bytes(body), self.revision)

    @override
    async def facts(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Stated:
        """Return what a SELECT of `thing`, `property` and `value` finds, with no JSON between."""
        asked = self._payload(text, DEFAULT_FORMATS, limits, DEFAULT_DATASET)
        return Stated(self._evaluator.facts(asked), self.revision)

    async def aclose(self) -> None:
        """Leave the store open: it belongs to the worker."""

    def _payload(self, text: str, formats: Formats, limits: Limits, dataset: Dataset) -> JsonObject:
        return self._fixed | {
            "query": text,
            "rows": formats.rows,
            "graph": formats.graph,
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "max_rows": limits.rows,
        }
