"""Invent a collection of a size: records as authors write them, and the quads they become.

    python bench/generate.py --quads 1e5 --out bench/out/1e5

The directory gets `quads.nq` (all the store will hold, each quad once), `records/` (what
`kg load` takes) and `sample.json` (counts, and what `bench/run.py` will ask about). The same
seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from kg.rdf.ids import Iris
from kg.vocab import DEFAULT_BASE
from kg_bench.collection import Invented
from kg_bench.sampling import Sample


def generate(quads: int, seed: int, out: Path) -> dict[str, object]:
    """Write a collection into a new directory and return what `sample.json` says of it."""
    records = out / "records"
    records.mkdir(parents=True)
    invented = Invented(seed, quads, DEFAULT_BASE)
    sample = Sample(seed, Iris(DEFAULT_BASE))
    with (out / "quads.nq").open("wb") as file:
        serialize(invented.ontology(), output=file, format=RdfFormat.N_QUADS)
        for step in invented.steps():
            serialize(step.quads, output=file, format=RdfFormat.N_QUADS)
            name = step.written.record
            (records / f"{name}.json").write_bytes(step.written.encoded())
            (records / f"{name}.txt").write_bytes(step.written.text.encode())
            sample.see(step.record)
    told = {"seed": seed, "base": DEFAULT_BASE, "quads": invented.count, **sample.result()}
    (out / "sample.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return told


def main() -> None:
    """Read the command line and generate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quads", type=float, default=1e5, help="at least so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="a directory that does not exist")
    given = parser.parse_args()
    begun = time.process_time()
    told = generate(int(given.quads), given.seed, given.out)
    print(f"{told['quads']:,} quads in {time.process_time() - begun:.0f} s of CPU time")
    print(json.dumps(told["counts"], indent=1))


if __name__ == "__main__":
    main()
