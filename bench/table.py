"""Turn what `bench/run.py --out` wrote into the Markdown tables of docs/performance.md.

    python bench/table.py bench/out/1e5.json

First the ratios to each other system, then what they are made of for each number of clients,
memory, disk and loading, and what was not equal.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kg_bench.tables import THEIRS, figures, ratios, sizes, unequal

Json: TypeAlias = dict[str, Any]


def tables(told: Json) -> Iterator[str]:
    """Yield all tables of a race."""
    for theirs in THEIRS:
        yield from ratios(told, theirs)
    for clients in sorted({cell["clients"] for one in told["results"] for cell in one["cells"]}):
        yield from figures(told, clients)
    yield from sizes(told)
    yield from unequal(told)
    if not told["finished"]:
        yield "\n**The race was stopped before its last question.**"
    yield _circumstances(told)


def _circumstances(told: Json) -> str:
    machine = told["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    before, after = machine["load"][0], told["after"]["load"][0]
    return (
        f"\n{machine['cores']} cores, load average {before:.1f} before and {after:.1f} after; "
        f"Python {machine['python']}, {versions}"
    )


def main() -> None:
    """Print the tables of one result file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path, help="what run.py --out wrote")
    told = json.loads(parser.parse_args().file.read_text("utf-8"))
    print("\n".join(tables(told)))


if __name__ == "__main__":
    main()
