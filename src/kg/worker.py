"""A worker process: `python -m kg.worker`, started by the pool and by nobody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.pool.late import Late
from kg.pool.starting import answer
from kg.search.asking import Searcher
from kg.store.evaluation import Evaluator
from kg.writing.sent import check_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pool.serving import Handler


def operations() -> Mapping[str, Handler]:
    """Return what a worker can do, by name."""
    evaluator, searcher = Evaluator(), Searcher()
    return {
        "query": evaluator.query,
        "search": searcher.search,
        "tell": Late(partial(_telling, evaluator, searcher)),
        "read": check_form,
        "consistency": Late(_consistency),
        "moment": Late(_moments),
    }


def _telling(evaluator: Evaluator, searcher: Searcher) -> Handler:
    from kg.reading.telling import Telling  # brings every verb and every view with it

    return Telling(evaluator, searcher).tell


def _consistency() -> Handler:
    from kg.auditing.testimony import consistency_job  # brings the ledger's signatures with it

    return consistency_job


def _moments() -> Handler:
    from kg.past.moments import Moments  # brings what reads the ledger with it

    return Moments().tell


def main() -> None:
    """Answer jobs until the pool closes the connection."""
    answer("kg.worker", __doc__, operations())


if __name__ == "__main__":
    main()
