"""Queries that brought workers down are not tried again for a while."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from kg.errors import LimitError, WorkerLostError

DEATHS: Final = 2
"""Workers a query may cost; the first may have been somebody else's fault."""
SECONDS: Final = 600.0
_REMEMBERED: Final = 1000
"""Queries kept in mind; the one longest there makes room."""


@dataclass(frozen=True, slots=True)
class _Case:
    deaths: int
    until: float


class Quarantine:
    """Remembers, for ten minutes after the last death, what each query has cost."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing held against any query."""
        self._clock = clock
        self._cases: dict[bytes, _Case] = {}

    @contextmanager
    def watching(self, text: str) -> Iterator[None]:
        """Evaluate a query inside the block.

        Raises:
            LimitError: it brought down two workers within ten minutes and is not tried again yet.
        """
        key = hashlib.sha256(text.encode()).digest()
        now = self._clock()
        case = self._cases.get(key)
        if case and case.until <= now:
            del self._cases[key]
            case = None
        if case and case.deaths >= DEATHS:
            raise _refusal(case.until - now)
        try:
            yield
        except WorkerLostError:
            self._count(key)
            raise

    def _count(self, key: bytes) -> None:
        case = self._cases.pop(key, None)
        deaths = (case.deaths if case else 0) + 1
        if len(self._cases) >= _REMEMBERED:
            del self._cases[next(iter(self._cases))]
        self._cases[key] = _Case(deaths, self._clock() + SECONDS)


def _refusal(seconds: float) -> LimitError:
    minutes = math.ceil(seconds / 60)
    return LimitError(
        f"This query brought down {DEATHS} workers and is refused for another {minutes} min",
        hint="make it smaller: name a claim, a speaker or a source, or nest it less",
    )
