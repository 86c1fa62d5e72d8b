"""The builder process: `python -m kg.builder`, started when somebody asks for the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.past.making import clear_up, make
from kg.pool.starting import answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.pool.serving import Handler


def operations() -> Mapping[str, Handler]:
    """Return what the builder can do, by name."""
    return {"make": make, "clear_up": clear_up}


def main() -> None:
    """Answer jobs until the pool closes the connection."""
    answer("kg.builder", __doc__, operations())


if __name__ == "__main__":
    main()
