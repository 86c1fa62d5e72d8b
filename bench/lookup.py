"""How fast a look-up is, and how well it finds what is worded otherwise.

    python bench/lookup.py --paraphrases 6000
    python bench/lookup.py --claims 100000 --out bench/out/lookup

The first prints how many pairs of `bench/paraphrases.yaml` are among the first five of `near`, by
kind of change, when so many other sentences are there; and how often the difference that matters
was named. The second invents so many claims, unless the directory holds them already, and asks the
same look-ups of our index through a worker, of our REST interface and of `oxigraph serve`, in
turns.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from kg.vocab import DEFAULT_BASE
from kg_bench.asking import KINDS, SYSTEMS, questions, race
from kg_bench.building import build_ours
from kg_bench.claiming import write_claims
from kg_bench.filling import fill_oxigraph
from kg_bench.paraphrasing import FIRST, recalls
from kg_bench.servers import stop_when_told


def paraphrases(others: int) -> None:
    """Print recall by kind of change."""
    print(f"among {others:,} other sentences, found in the first {FIRST}; named as differing")
    for each in recalls(others):
        named = f"; {each.named}" if each.differing else ""
        print(f"  {each.kind:20} {each.found} of {each.pairs}{named}")


def times(claims: int, out: Path, every: int) -> None:
    """Print medians and 99th percentiles, and how they compare."""
    stop_when_told()
    kept = out / "asked.json"
    if not kept.exists():
        kept_asked = write_claims(claims, 1, out)
        fill_oxigraph(out)
        build_ours(out, DEFAULT_BASE)
        kept.write_text(json.dumps(kept_asked), "utf-8")
    taken = race(out, questions(json.loads(kept.read_text("utf-8"))), every)
    print(f"{'ms: p50 (p99)':10}" + "".join(f"{system:>26}" for system in SYSTEMS))
    for kind in KINDS:
        cells = [
            f"{taken.quantile(kind, each, 0.5):.1f} ({taken.quantile(kind, each, 0.99):.1f}) "
            f"of {taken.number(kind, each)}"
            for each in SYSTEMS
        ]
        print(f"{kind:13}" + "".join(f"{cell:>26}" for cell in cells))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--paraphrases", type=int, metavar="OTHERS")
    parser.add_argument("--every", type=int, default=25, help="ask SPARQL one in so many")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--out", type=Path, help="a directory, for times")
    given = parser.parse_args()
    if given.paraphrases:
        paraphrases(given.paraphrases)
    if given.out:
        times(given.claims, given.out, given.every)


if __name__ == "__main__":
    main()
