"""What a view of the past costs: made for the first question about it, and asked again.

    python bench/generate.py --quads 1e5 --out bench/out/1e5
    python bench/past.py bench/out/1e5

Loads what `bench/generate.py` made through the load path, asks for the first page of attributions
as of the middle and the end of the ledger, and prints seconds and sizes; `cpu` are those seconds of
a processor that a client is charged.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path

from kg.collection.opening import open_service
from kg.keeping.layout import Layout
from kg.records import load
from kg.settings import Settings
from kg.writing.writer import Writer


def fill(records: Path, data: Path, base: str) -> int:
    """Load every record and publish; return how many events the ledger has."""
    with Writer.open(data, base=base, actor="bench") as writer:
        for path in sorted(records.glob("*.json")):
            writer.load(load(path, writer.known))
        return writer.publish().facts.revision


async def ask(data: Path, base: str, moments: list[int]) -> list[dict[str, float]]:
    """Ask as of each moment twice; the first question has the view made."""
    settings = Settings(store=str(data), base=base, time_limit=600)
    told = []
    async with open_service(settings) as service:
        for moment in moments:
            seconds, bills = [], list[float]()
            for _ in range(2):
                begun = time.perf_counter()
                past = await service.at(str(moment), charge=bills.append)
                answer = await past.collection.attributions()
                seconds.append(round(time.perf_counter() - begun, 3))
            (view,) = Layout(data).past.glob(f"{moment}-*")
            size = sum(path.stat().st_size for path in view.rglob("*") if path.is_file())
            facets = answer.facets
            acts = sum(each.count for each in facets.act.values) if facets else 0
            told.append({
                "revision": moment, "attributions": acts, "first": seconds[0],
                "cpu": round(sum(bills), 2), "again": seconds[1],
                "mebibytes": round(size / 2**20, 1),
            })  # fmt: skip
    return told


def main() -> None:
    """Read the command line, fill and ask."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="what generate.py made")
    given = parser.parse_args()
    base = json.loads((given.data / "sample.json").read_text("utf-8"))["base"]
    data = given.data / "past"
    last = Layout(data).current
    events = int(last.read_text()) if last.exists() else fill(given.data / "records", data, base)
    for told in asyncio.run(ask(data, base, [events // 2, events - 1])):
        print(json.dumps(told))


if __name__ == "__main__":
    main()
