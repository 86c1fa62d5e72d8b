"""What a question costs in a worker process, beside the same question in the caller's process.

    python bench/roundtrip.py [--rounds 3000] [--quads 10000]

One run, interleaved: every round asks once each way, so that a busy machine slows all alike.
Prints the median and the 99th percentile in microseconds; ratios inside one run carry over to other
machines, the figures themselves do not.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.pool.pool import Pool
from kg.store.base import GraphFormat, Limits, ResultFormat
from kg.store.embedded import EmbeddedStore
from kg.store.evaluation import Evaluator
from kg.store.location import Generations

QUERY = "SELECT ?p ?o WHERE { <http://e/claim7> ?p ?o } ORDER BY ?p ?o"


def publish(directory: Path, quads: int) -> None:
    """Write a generation of claims with five quads each."""
    folder = directory / "generations" / "1" / "store"
    folder.mkdir(parents=True)
    store = Store(folder)
    graph = NamedNode("http://e/graph")
    store.bulk_extend(
        Quad(
            NamedNode(f"http://e/claim{n // 5}"), NamedNode(f"http://e/p{n % 5}"), Literal(n), graph
        )
        for n in range(quads)
    )
    store.flush()
    (directory / "current").write_text("1\n")


def payload(directory: Path) -> dict[str, object]:
    """Return the job that asks the query."""
    return {
        "store": {"kind": "disk", "path": str(directory / "generations" / "1" / "store")},
        "query": QUERY,
        "rows": ResultFormat.JSON,
        "graph": GraphFormat.NTRIPLES,
        "union": True,
        "default_graphs": [],
        "named_graphs": [],
        "base": None,
        "max_rows": None,
    }


async def measure(directory: Path, rounds: int) -> dict[str, list[float]]:
    """Ask in turn in this process, through the pool, and through the store."""
    job, evaluator = payload(directory), Evaluator()
    async with await Pool.start(2) as pool:
        store = EmbeddedStore(pool, Generations(directory))

        async def here() -> object:
            return evaluator.query(job, lambda _: None)

        async def pooled() -> object:
            return await pool.run("query", job, seconds=10, max_bytes=2**20)

        async def asked() -> object:
            return await store.query(QUERY, limits=Limits())

        ways: dict[str, Callable[[], Awaitable[object]]] = {
            "in process (guard, evaluation, JSON)": here,
            "pool.run, warm": pooled,
            "EmbeddedStore.query, warm": asked,
        }
        return await interleaved(ways, rounds)


async def interleaved(
    ways: dict[str, Callable[[], Awaitable[object]]], rounds: int
) -> dict[str, list[float]]:
    """Return the microseconds each way took, per round, sorted; the first tenth warms up."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, ask in ways.items():
            began = time.perf_counter()
            await ask()
            taken[name].append((time.perf_counter() - began) * 1e6)
    return {name: sorted(times[rounds // 10 :]) for name, times in taken.items()}


def main() -> None:
    """Measure under both event loops and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3000)
    parser.add_argument("--quads", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), given.quads)
        for loop, run in (("asyncio", asyncio.run), ("uvloop", uvloop.run)):
            for name, times in run(measure(Path(folder), given.rounds)).items():
                p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
                print(f"{loop:8} {name:38} p50 {p50:7.0f} us   p99 {p99:7.0f} us")


if __name__ == "__main__":
    main()
