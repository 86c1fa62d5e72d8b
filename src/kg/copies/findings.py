"""Which of two texts that are alike is the copy: only what the sources say or their days prove."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.copies.alike import Alike
from kg.copies.text import HeldText

Why: TypeAlias = Literal["cites", "later"]
"""The copy names the original as where it has it from, or it certainly appeared on a later day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """That `copy` prints what stands in `original`, and `why` it is not the other way round.

    `shared` of the `of` runs of words of the shorter text stand in both.
    """

    copy: str
    original: str
    why: Why
    shared: int
    of: int

    @property
    def share(self) -> float:
        """How much of the shorter text stands in both, from 0 to 1."""
        return self.shared / self.of


def findings(
    texts: Mapping[str, HeldText], pairs: Iterable[Alike]
) -> tuple[tuple[Finding, ...], tuple[Alike, ...]]:
    """Return the copies with their originals, and the pairs of which nothing tells which is which.

    Each copy has one original: the one it cites, else the one it shares most with; of equals the
    first by IRI. A pair is left open only where neither of the two was found to be a copy.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    undecided: list[Alike] = []
    for pair in pairs:
        if finding := _finding(texts[pair.one], texts[pair.other], pair):
            found[finding.copy].append(finding)
        else:
            undecided.append(pair)
    best = tuple(min(found[copy], key=_order) for copy in sorted(found))
    left = (pair for pair in undecided if not (pair.one in found or pair.other in found))
    return best, tuple(sorted(left, key=lambda pair: (pair.one, pair.other)))


def _order(finding: Finding) -> tuple[bool, int, str]:
    return (finding.why != "cites", -finding.shared, finding.original)


def _finding(one: HeldText, other: HeldText, pair: Alike) -> Finding | None:
    of = min(pair.of_one, pair.of_other)
    for copy, original in ((one, other), (other, one)):
        if why := _why(copy, original):
            return Finding(copy.source, original.source, why, pair.shared, of)
    return None


def _why(copy: HeldText, original: HeldText) -> Why | None:
    cited = original.source in copy.cites
    if cited and copy.source not in original.cites:
        return "cites"
    later = original.latest and copy.earliest and original.latest < copy.earliest
    # Who cites the other has it from there, whatever the days on the pages say.
    return "later" if later and copy.source not in original.cites else None
