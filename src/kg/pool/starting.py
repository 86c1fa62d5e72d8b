"""The command line of every process that a pool starts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kg.pool.confinement import Jail
from kg.pool.serving import serve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pool.serving import Handler


def answer(module: str, what: str | None, operations: Mapping[str, Handler]) -> None:
    """Answer jobs over the socket that was handed down, until the pool closes it.

    Args:
        module: what `python -m` was told to run, for its help.
        what: one line about it.
        operations: what it can do, by name.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=what)
    parser.add_argument("--fd", type=int, required=True, help="the socket to the pool")
    parser.add_argument("--parent", type=int, required=True, help="the pool's process id")
    parser.add_argument("--jail", type=Jail.read, required=True, help="how much it may have, JSON")
    given = parser.parse_args()
    serve(given.fd, given.parent, given.jail, operations)
