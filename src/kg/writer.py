"""The writer process: `python -m kg.writer`, started by a server that accepts writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.pool.starting import answer
from kg.writing.submitting import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pool.serving import Handler


def operations() -> Mapping[str, Handler]:
    """Return what the writer can do, by name."""
    return {"write": write}


def main() -> None:
    """Answer jobs until the pool closes the connection."""
    answer("kg.writer", __doc__, operations())


if __name__ == "__main__":
    main()
