"""Turn what `bench/run.py --out` wrote into the Markdown tables of docs/performance.md.

python bench/table.py bench/out/1e5.json
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from kg_bench.contestants import SHOWN

Json: TypeAlias = dict[str, Any]

THEIRS: Final = ("oxigraph", "rdflib")


def ratios(told: Json) -> Iterator[str]:
    """Yield a table of our answers a second divided by theirs, for each number of clients."""
    clients = sorted({cell["clients"] for one in told["results"] for cell in one["cells"]})
    columns = [f"{number} client{'s' * (number > 1)}" for number in clients]
    for theirs in THEIRS:
        rows = [
            (one["question"], ours, [_ratio(one, ours, theirs, number) for number in clients])
            for one in told["results"]
            for ours in SHOWN
        ]
        shown = [row for row in rows if any(row[2])]
        if shown:
            yield from _head([f"against {theirs}", "ours", *columns])
            yield from (_line([name, ours, *found]) for name, ours, found in shown)
            yield ""


def figures(told: Json) -> Iterator[str]:
    """Yield a table of what the ratios are made of, with one client."""
    yield from _head(["question", "who", "answers/s", "median ms", "p99 ms", "CPU ms", "KiB", "n"])
    for one in told["results"]:
        for cell in one["cells"]:
            if cell["clients"] == 1:
                numbers = [cell[key] for key in ("per_second", "median", "p99", "cpu", "kib")]
                shown = [_number(number) for number in numbers]
                yield _line([one["question"], cell["contestant"], *shown, str(cell["answers"])])


def _ratio(result: Json, ours: str, theirs: str, clients: int) -> str:
    cells = {one["contestant"]: one for one in result["cells"] if one["clients"] == clients}
    if ours not in cells or theirs not in cells or not cells[theirs]["per_second"]:
        return ""
    return f"{_number(cells[ours]['per_second'] / cells[theirs]['per_second'])}x"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}" if value < 1 else f"{value:.1f}"


def _head(columns: list[str]) -> Iterator[str]:
    yield _line(columns)
    yield _line(["---", "---", *["--:"] * (len(columns) - 2)])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the tables of one result file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path, help="what run.py --out wrote")
    told = json.loads(parser.parse_args().file.read_text("utf-8"))
    print("\n".join([*ratios(told), *figures(told)]))


if __name__ == "__main__":
    main()
