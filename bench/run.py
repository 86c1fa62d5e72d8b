"""Race our server against `oxigraph serve`, Virtuoso and rdflib-endpoint, on the same data.

    python bench/run.py --quads 1e5 --seconds 2 --clients 1 4 16 --out bench/out/1e5.json

Generates and fills what is not there yet (in bench/out/), starts every server on the loopback,
compares the answers, then lets the systems take turns. Prints ratios: more than 1 means that we
answer more often. Everything is stopped at the end, whatever happens.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from kg_bench.load import fast_loop
from kg_bench.processes import memory_bytes
from kg_bench.questions import Question, Questions
from kg_bench.race import race
from kg_bench.report import lines, machine, pressure
from kg_bench.servers import Server, stop_when_told
from kg_bench.systems import OTHERS, racing
from kg_bench.virtuoso import INSTALLED
from prepare import MOST_LOADED, add_virtuoso, collection

Json: TypeAlias = dict[str, Any]

LARGE = (
    f"More than {MOST_LOADED:,} quads are not loaded record by record: graph and index are made "
    "directly, so that what loading takes is not compared. --quads 2.5e7 needs some 40 GB of disk, "
    "2 GB of memory beside the servers, and more than an hour before the race; rdflib-endpoint "
    "takes no part."
)

MOST_FOR_RDFLIB = 200_000
"""Quads; it keeps all of them as Python objects."""


def measure(
    servers: dict[str, Server], questions: Sequence[Question], given: argparse.Namespace
) -> Iterator[Json]:
    """Ask every question, print as it goes, and yield what is known so far after each."""
    results: list[Json] = []
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        for question in questions:
            result = runner.run(race(question, servers, given.clients, given.seconds))
            print("\n".join(lines(result)), flush=True)
            results.append(result.as_json())
            yield {
                "finished": len(results) == len(questions),
                "results": results,
                "memory_mib": {
                    name: (memory_bytes(server.process.pid) or 0) / 2**20
                    for name, server in servers.items()
                },
                "after": {"load": machine()["load"], "pressure": pressure()},
            }


def main() -> None:
    """Read the command line, race and report."""
    given = _arguments()
    stop_when_told()
    data = given.data or collection(given.quads, given.seed)
    sample = json.loads((data / "sample.json").read_text("utf-8"))
    questions = [
        one for one in Questions(sample).all() if any(words in one.name for words in given.only)
    ]
    if not questions:
        raise SystemExit(f"No question's name has these words: {', '.join(given.only)}")
    others = [one for one in OTHERS if _takes_part(one, sample["quads"], given.without)]
    if "virtuoso" in others:
        add_virtuoso(data)
    told: Json = {
        "sample": sample["counts"],
        "machine": machine(),
        "filled": json.loads((data / "filled.json").read_text("utf-8")),
    }
    with racing(data, others, given.before) as servers:
        for known in measure(servers, questions, given):
            told |= known
            _keep(given.out, told)  # a race takes long, and may be stopped
    memory = {name: round(taken) for name, taken in told["memory_mib"].items()}
    print(f"\n## {sample['quads']:,} quads; MiB of memory at the end: {memory}")
    print(json.dumps({key: told[key] for key in ("machine", "filled", "after")}, indent=1))


def _keep(out: Path | None, told: Json) -> None:
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(told, indent=1), "utf-8")


def _takes_part(name: str, quads: int, without: Collection[str]) -> bool:
    """Return whether a system takes part; say why not."""
    reason = "as told" if name in without else hindrance(name, quads)
    if reason:
        print(f"without {name}: {reason}")
    return not reason


def hindrance(name: str, quads: int) -> str | None:
    """Return why a system cannot take part in a race over so many quads; None where it can."""
    if name == "virtuoso" and not INSTALLED:
        return "it is not installed (Debian: virtuoso-opensource-7)"
    if name == "rdflib" and find_spec("rdflib_endpoint") is None:
        return "it is not installed (pip install -e '.[bench]')"
    if name == "rdflib" and quads > MOST_FOR_RDFLIB:
        return f"it holds everything in memory, and {quads:,} quads are a lot"
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else None, epilog=LARGE
    )
    parser.add_argument("--quads", type=float, default=1e5, help="how large a collection")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="a directory filled before, instead")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each system in each cell")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--before", type=Path, help="the Python of another version, to race too")
    parser.add_argument(
        "--only", nargs="+", default=[""], help="questions whose name has these words"
    )
    parser.add_argument("--without", nargs="+", default=[], choices=OTHERS, help="leave these out")
    parser.add_argument("--out", type=Path, help="a file for everything measured, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
