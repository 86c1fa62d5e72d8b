"""A worker process: `python -m kg.worker`, started by the pool and by nobody else."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kg.pool.confinement import Jail
from kg.pool.serving import serve
from kg.search.asking import Searcher
from kg.store.evaluation import Evaluator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pool.serving import Handler


def operations() -> Mapping[str, Handler]:
    """Return what a worker can do, by name."""
    return {
        "query": Evaluator().query,
        "search": Searcher().search,
    }


def main() -> None:
    """Answer jobs over the socket that was handed down, until the pool closes it."""
    parser = argparse.ArgumentParser(prog="python -m kg.worker", description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="the socket to the pool")
    parser.add_argument("--parent", type=int, required=True, help="the pool's process id")
    parser.add_argument("--jail", type=Jail.read, required=True, help="how much it may have, JSON")
    given = parser.parse_args()
    serve(given.fd, given.parent, given.jail, operations())


if __name__ == "__main__":
    main()
