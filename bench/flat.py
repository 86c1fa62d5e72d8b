"""Whether our own server keeps its pace as the collection grows: one server a size, side by side.

    python bench/flat.py 1e5 1e6 5e6 --seconds 4

Generates and fills what is missing, asks every server the REST questions about its own data, in
turns, and prints the time of an answer relative to that of the first size.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from kg_bench.contestants import Contestant, rest_target
from kg_bench.load import fast_loop
from kg_bench.questions import Question, Questions
from kg_bench.race import Cell, together
from kg_bench.report import figures, machine
from kg_bench.servers import Server, stop_when_told
from kg_bench.systems import ours_alone
from run import collection


def ask(
    named: str, sizes: Mapping[str, dict[str, Question]], servers: dict[str, Server], seconds: float
) -> list[Cell]:
    """Let the servers take turns with one question, each about its own collection."""
    running = [
        Contestant(size, server, rest_target(sizes[size][named], server))
        for size, server in servers.items()
    ]
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        return runner.run(together(running, 1, seconds))


def show(named: str, cells: list[Cell]) -> None:
    """Print the times, and how they compare with the first one."""
    print(f"\n## {named}")
    first = cells[0]
    for cell in cells:
        slower = (cell.median or 0) / (first.median or 1)
        dearer = (cell.cpu or 0) / (first.cpu or 1)
        print(f"   median {slower:.2f}x, cpu {dearer:.2f}x of {first.contestant}: {figures(cell)}")


def main() -> None:
    """Read the command line, ask and report."""
    given = _arguments()
    stop_when_told()
    folders = {f"{size:.0e}": collection(size, given.seed) for size in given.sizes}
    questions = {size: _questions(data) for size, data in folders.items()}
    with ExitStack() as stack:
        servers = {size: stack.enter_context(ours_alone(data)) for size, data in folders.items()}
        for named in next(iter(questions.values())):
            show(named, ask(named, questions, servers, given.seconds))
    print(json.dumps(machine()))


def _questions(data: Path) -> dict[str, Question]:
    """Return what REST can be asked about a collection, by name."""
    every = Questions(json.loads((data / "sample.json").read_text("utf-8"))).all()
    return {one.name: one for one in every if one.asks[0].rest}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", type=float, nargs="+", help="quads, such as 1e5")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each size and question")
    return parser.parse_args()


if __name__ == "__main__":
    main()
