"""Whether the memory of a server stays as it is while it answers: a request after the other.

    python bench/memory.py 100000 --clients 4

Serves the demonstration and asks ever new questions of every kind, wrong ones too. Prints the
memory of the answering process, its workers apart, after each tenth; all but the first should be
alike.
"""

from __future__ import annotations

import argparse
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote

from kg.collection.demonstrating import fill_with_fixtures
from kg.settings import Settings
from kg_bench.processes import own_memory_bytes
from kg_bench.servers import HOST, stop_when_told
from kg_bench.systems import KEEPING, ours_alone

CLAIM: Final = "forces-near-mount-sarybaba"
STEPS: Final = 10
KINDS: Final = (
    "/api/v1/claims?q=word{number}",
    "/api/v1/lookup?text=forces%20{number}",
    f"/api/v1/claims/{CLAIM}",
    f"/api/v1/claims/{CLAIM}/trace",
    f"/api/v1/claims/{CLAIM}/attributions?limit=7&q={{number}}",
    f"/claims/{CLAIM}?q={{number}}",
    "/sparql?query=" + quote("SELECT * { ?s ?p {number} }").replace("%7Bnumber%7D", "{number}"),
    "/sparql?query=ASK%20%7B{number}",
    "/api/v1/claims/nothing-{number}",
    "/api/v1/claims?speker={number}",
    "/healthz",
)
"""Addresses, most of them new with a new number; some are refused."""


def addresses(first: int) -> Iterator[str]:
    """Yield ever new addresses of every kind in turns."""
    for number in count(first):
        yield KINDS[number % len(KINDS)].replace("{number}", str(number))


def ask(port: int, first: int, requests: int) -> None:
    """Ask so many questions on one connection.

    Raises:
        RuntimeError: one was answered with a fault of ours.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    for _, address in zip(range(requests), addresses(first), strict=False):
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        if answer.status == http.client.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"{address}: a fault of ours")
    connection.close()


def watch(port: int, pid: int, requests: int, clients: int) -> Iterator[tuple[int, int]]:
    """Yield how many were asked, and the bytes of the process then, after each tenth."""
    each = requests // STEPS // clients
    asked = 0
    with ThreadPoolExecutor(clients) as asking:
        for _ in range(STEPS):
            firsts = [asked + client * each for client in range(clients)]
            list(asking.map(lambda first: ask(port, first, each), firsts))
            asked += each * clients
            yield asked, own_memory_bytes(pid)


def main() -> None:
    """Read the command line, ask and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("requests", type=int, nargs="?", default=100_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--cache-bytes", type=int, default=4 * 2**20, help="soon full")
    given = parser.parse_args()
    stop_when_told()
    with TemporaryDirectory(prefix="kg-memory-") as folder:
        data = Path(folder)
        fill_with_fixtures(data / "kg", Settings(store=str(data / "kg")))
        with ours_alone(data, KEEPING | {"KG_CACHE_BYTES": str(given.cache_bytes)}) as server:
            seen = []
            for asked, taken in watch(
                server.port, server.process.pid, given.requests, given.clients
            ):
                seen.append(taken)
                print(f"{asked:>9,} requests  {taken / 2**20:7.1f} MiB", flush=True)
    print(f"since the first tenth: {(seen[-1] - seen[0]) / 2**20:+.1f} MiB")


if __name__ == "__main__":
    main()
