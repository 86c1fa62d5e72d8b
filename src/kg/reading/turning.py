"""Where a speaker's position on a claim changed, as far as the dates can tell.

One position is certainly before another only where the last possible day of the one lies before
the first possible day of the other: the rule of `first_known`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.model.positions import Position, Turn


def turns(positions: Sequence[Position]) -> Iterator[Turn]:
    """Yield the pairs that differ in act or polarity: those in proven order first.

    Of those in proven order, only pairs between which no other position certainly lies.
    """
    open_pairs = list[tuple[Position, Position]]()
    for one, other in combinations(positions, 2):
        if not _differ(one, other):
            continue
        if _before(one, other) or _before(other, one):
            first, second = (one, other) if _before(one, other) else (other, one)
            if not any(_before(first, mid) and _before(mid, second) for mid in positions):
                yield _turn(first, second, proved=True)
        else:
            open_pairs.append((one, other))
    for one, other in open_pairs:
        yield _turn(one, other, proved=False)


def _differ(one: Position, other: Position) -> bool:
    return (one.act, one.polarity) != (other.act, other.polarity)


def _before(first: Position, second: Position) -> bool:
    if first.said is None or second.said is None:
        return False
    last, begin = first.said.latest, second.said.earliest
    return last is not None and begin is not None and last < begin


def _turn(first: Position, second: Position, *, proved: bool) -> Turn:
    return Turn(
        first=first.attribution,
        second=second.attribution,
        acts=(first.act, second.act),
        polarities=(first.polarity, second.polarity),
        order="proved" if proved else "not-known",
    )
