"""How well copies are found among invented texts, how many are false, and what it costs.

    python bench/copies.py --texts 10000

Half of the texts are copies of the others, with a headline of their own and a share of their words
changed; the rest is told in words drawn anew. Printed: the share found for each share changed, and
the pairs found that are no copies.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from random import Random
from typing import Final

from kg.copies import HeldText, alike, findings
from kg_bench.words import Vocabulary

WORDS: Final = 250
CHANGED: Final = (0.0, 0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)


def invented(random: Random, vocabulary: Vocabulary, number: int) -> dict[str, HeldText]:
    """Return so many texts; the name of a copy says of which, and how much of it was changed."""
    texts: dict[str, HeldText] = {}
    for n in range(number // 2):
        words = vocabulary.phrase(random, WORDS, WORDS)
        share = CHANGED[n % len(CHANGED)]
        copied = f"{vocabulary.phrase(random, 6, 9)}\n{vocabulary.reworded(random, words, share)}"
        first, second = f"original-{n}", f"copy-{n}-{share}"
        texts[first] = HeldText(first, words, earliest="2024-05-01", latest="2024-05-01")
        texts[second] = HeldText(second, copied, earliest="2024-05-02", latest="2024-05-02")
    return texts


def main() -> None:
    """Read the command line, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    texts = invented(Random(given.seed), Vocabulary(str(given.seed)), given.texts)
    begun = time.process_time()
    found, undecided = findings(texts, alike(texts))
    took = time.process_time() - begun
    right = [one for one in found if one.original.split("-")[1] == one.copy.split("-")[1]]
    hits = Counter(one.copy.split("-")[2] for one in right)
    made = Counter(name.split("-")[2] for name in texts if name.startswith("copy"))
    for share in CHANGED:
        words = f"{share:.0%} of the words changed"
        print(f"{words}: {hits[str(share)]:,} of {made[str(share)]:,} copies found")
    print(f"pairs that are no copies: {len(found) - len(right) + len(undecided):,}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts):,} texts: {took:.1f} s of processor time, {memory:,.0f} MiB at most")


if __name__ == "__main__":
    main()
