"""Drawing with the frequencies of real collections: a few of everything are in most places."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Zipf:
    """Ranks from 0; rank r is drawn with a weight of 1 / (r + shift) ** exponent.

    That is Zipf's law with a shift of 1; Mandelbrot's larger shift fits words, where the first
    are not quite so far ahead.
    """

    def __init__(self, size: int, exponent: float = 1.0, shift: int = 1) -> None:
        """Prepare `size` ranks."""
        self._sums = list(accumulate((rank + shift) ** -exponent for rank in range(size)))

    def rank(self, random: Random, below: int | None = None) -> int:
        """Draw a rank, of the first `below` ones where that is given."""
        last = len(self._sums) if below is None else min(below, len(self._sums))
        return bisect(self._sums, random.random() * self._sums[last - 1], hi=last - 1)


class Choice(Generic[T]):
    """Values with their weights."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        """Prepare the values."""
        self._values = list(weights)
        self._sums = list(accumulate(weights.values()))

    def pick(self, random: Random) -> T:
        """Draw a value."""
        last = len(self._sums) - 1
        return self._values[bisect(self._sums, random.random() * self._sums[-1], hi=last)]


def happens(random: Random, share: float) -> bool:
    """Return true in that share of cases."""
    return random.random() < share
