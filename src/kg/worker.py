"""A worker process: `python -m kg.worker`, started by the pool and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.pool.starting import answer
from kg.reading.telling import Telling
from kg.search.asking import Searcher
from kg.store.evaluation import Evaluator
from kg.writing.sent import check_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.past.moments import Moments
    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit, Handler


def operations() -> Mapping[str, Handler]:
    """Return what a worker can do, by name."""
    evaluator, searcher = Evaluator(), Searcher()
    return {
        "query": evaluator.query,
        "search": searcher.search,
        "tell": Telling(evaluator, searcher).tell,
        "read": check_form,
        "consistency": _consistency,
        "moment": _Moments().tell,
    }


def _consistency(payload: JsonObject, emit: Emit) -> JsonObject:
    from kg.auditing.testimony import consistency_job  # brings the ledger's signatures with it

    return consistency_job(payload, emit)


class _Moments:
    """Tells moments; what reads the ledger for it is imported when somebody asks for the past."""

    def __init__(self) -> None:
        self._moments: Moments | None = None

    def tell(self, payload: JsonObject, emit: Emit) -> JsonObject:
        if self._moments is None:
            from kg.past.moments import Moments

            self._moments = Moments()
        return self._moments.tell(payload, emit)


def main() -> None:
    """Answer jobs until the pool closes the connection."""
    answer("kg.worker", __doc__, operations())


if __name__ == "__main__":
    main()
