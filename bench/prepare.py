"""Fill our data directory and an `oxigraph serve` location with a generated collection.

    python bench/prepare.py bench/out/1e5

Ours is filled by the load path itself: every record is read, checked, written to the ledger, and
applied to graph and index (not with `--directly`, which is for millions of quads). Both are then
held to the same quads, one by one. Virtuoso is filled by its bulk loader where it is installed, and
its quads are counted graph by graph. rdflib needs no preparation: it reads the N-Quads when it
starts. What the filling took is printed and kept in `filled.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any, TypeAlias

from generate import generate
from kg_bench.building import build_ours
from kg_bench.filling import check_equal, fill_ours, fill_oxigraph
from kg_bench.virtuoso import INSTALLED, fill_virtuoso

Json: TypeAlias = dict[str, Any]

OUT = Path(__file__).with_name("out")
MOST_LOADED = 2_000_000
"""Quads; larger collections are not loaded record by record."""


def collection(quads: float, seed: int) -> Path:
    """Return a filled directory for that many quads; make it where it is missing."""
    data = OUT / f"{named(quads)}-{seed}"
    if not (data / "sample.json").exists():
        shutil.rmtree(data, ignore_errors=True)  # half made, where it was stopped
        generate(int(quads), seed, data)
    if not (data / "filled.json").exists():
        prepare(data, directly=quads > MOST_LOADED)
    return data


def named(quads: float) -> str:
    """Return a size as it is written on the command line: 1e5, 2.5e7."""
    digits, _, exponent = f"{quads:e}".partition("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"


def prepare(data: Path, *, directly: bool = False) -> Json:
    """Fill ours and Oxigraph from what `bench/generate.py` made; return what it took."""
    sample = json.loads((data / "sample.json").read_text("utf-8"))
    shutil.rmtree(data / "kg", ignore_errors=True)
    oxigraph = fill_oxigraph(data)  # first, as a child's peak memory counts from its parent's
    base = sample["base"]
    ours = build_ours(data, base) if directly else fill_ours(data, base, processes=2)
    told = {"quads": check_equal(data), "ours": ours, "oxigraph": oxigraph}
    _keep(data, told)
    return told


def add_virtuoso(data: Path) -> Json:
    """Fill Virtuoso as well, unless it was; return what the filling of all took."""
    told: Json = json.loads((data / "filled.json").read_text("utf-8"))
    if "virtuoso" not in told:
        told["virtuoso"] = fill_virtuoso(data)
        _keep(data, told)
    return told


def _keep(data: Path, told: Json) -> None:
    (data / "filled.json").write_text(json.dumps(told, indent=1), "utf-8")


def main() -> None:
    """Read the command line and fill."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="what generate.py made")
    parser.add_argument(
        "--directly", action="store_true", help="make what readers read without the load path"
    )
    given = parser.parse_args()
    told = prepare(given.data, directly=given.directly)
    if INSTALLED:
        told = add_virtuoso(given.data)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
