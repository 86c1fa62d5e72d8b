"""Whether our own server keeps its pace as the collection grows: one server a size, side by side.

    python bench/flat.py 1e5 1e6 5e6 --seconds 4

Generates and fills what is missing, asks every server the REST questions about its own data, in
turns, and prints the time of an answer relative to that of the smallest size, with a verdict: it is
flat when the largest takes at most one and a half times as long.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from kg_bench.contestants import Contestant, rest_target
from kg_bench.load import fast_loop
from kg_bench.questions import Question, Questions
from kg_bench.race import pace
from kg_bench.report import figures, machine
from kg_bench.servers import Server, stop_when_told
from kg_bench.systems import ours_alone
from kg_bench.turns import ROUNDS, Cell, together
from prepare import collection, named

FLAT: Final = 1.5
"""How many times as long an answer may take in the largest collection."""


def ask(
    question: str,
    sizes: Mapping[str, dict[str, Question]],
    servers: dict[str, Server],
    seconds: float,
) -> list[Cell]:
    """Let the servers, once warm, take turns with one question about their own collections."""
    running = [
        Contestant(size, server, rest_target(sizes[size][question], server))
        for size, server in servers.items()
    ]
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        for contestant in running:
            runner.run(pace(contestant, seconds / ROUNDS))
        return runner.run(together(running, 1, seconds))


def show(question: str, cells: Sequence[Cell]) -> None:
    """Print the times, how they compare with the first, and whether that is flat."""
    print(f"\n## {question}")
    first = cells[0]
    for cell in cells:
        slower, dearer = _ratio(cell.median, first.median), _ratio(cell.cpu, first.cpu)
        print(f"   median {slower}, cpu {dearer} of {first.contestant}: {figures(cell)}")
    print(f"   {verdict(first, cells[-1])}")


def verdict(first: Cell, last: Cell) -> str:
    """Return whether the last collection is answered about as fast as the first."""
    between = f"{last.contestant} / {first.contestant}"
    if any(cell.refused or cell.broken or cell.late for cell in (first, last)):
        return f"{between}: NOT KNOWN, as answers are missing"
    if not first.median or last.median is None:
        return f"{between}: NOT KNOWN, as nothing was answered"
    slower = last.median / first.median
    return f"{between}: {slower:.2f}x, {'flat' if slower <= FLAT else 'NOT FLAT'} (at most {FLAT}x)"


def _ratio(value: float | None, first: float | None) -> str:
    return f"{value / first:.2f}x" if first and value is not None else "-"


def main() -> None:
    """Read the command line, ask and report."""
    given = _arguments()
    stop_when_told()
    folders = {named(size): collection(size, given.seed) for size in sorted(given.sizes)}
    questions = {size: _questions(data) for size, data in folders.items()}
    with ExitStack() as stack:
        servers = {size: stack.enter_context(ours_alone(data)) for size, data in folders.items()}
        for one in next(iter(questions.values())):
            show(one, ask(one, questions, servers, given.seconds))
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
