"""How well a look-up finds what is worded otherwise.

    python bench/lookup.py --paraphrases 6000

prints how many pairs of `bench/paraphrases.yaml` are among the first five of `near`, by kind of
change, when so many other sentences are there; and how often the difference that matters was named.
"""

from __future__ import annotations

import argparse

from kg_bench.paraphrasing import FIRST, recalls


def paraphrases(others: int) -> None:
    """Print recall by kind of change."""
    print(f"among {others:,} other sentences, found in the first {FIRST}; named as differing")
    for each in recalls(others):
        named = f"; {each.named}" if each.differing else ""
        print(f"  {each.kind:20} {each.found} of {each.pairs}{named}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--paraphrases", type=int, metavar="OTHERS", default=6000)
    paraphrases(parser.parse_args().paraphrases)


if __name__ == "__main__":
    main()
