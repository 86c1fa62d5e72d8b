"""How far long work has come: a bar on a terminal, otherwise a line now and then."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from kg.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import Progress

T = TypeVar("T")

EVERY: Final = 10.0
"""Seconds between two lines."""

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE


class Advance:
    """Told of each step of some work, of which the whole size is known."""

    def __init__(
        self, total: int, tell: Callable[[str, int], None], clock: Callable[[], float]
    ) -> None:
        """Begin; `tell` is given the words and the size done, `clock` counts seconds."""
        self._total = total
        self._tell = tell
        self._clock = clock
        self._begun = clock()
        self._size = 0
        self._records = 0

    def by(self, records: int, size: int) -> None:
        """Note that so many more records are done, and so much of the whole size."""
        self._records += records
        self._size += size
        self._tell(self.words(), self._size)

    def words(self) -> str:
        """Return how many records are done, how fast, and how long the rest will take."""
        seconds = max(self._clock() - self._begun, 1e-3)
        told = f"{self._records:,} records, {self._records / seconds:,.0f} a second"
        if not 0 < self._size < self._total:
            return told
        left = seconds * (self._total - self._size) / self._size
        return f"{told}, {100 * self._size // self._total} %, about {lasting(left)} to go"


def lasting(seconds: float) -> str:
    """Return a time as people say it.

    >>> lasting(4000)
    '1 h 7 min'
    """
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    hours, rest = divmod(round(seconds / _MINUTE), _MINUTE)
    return f"{hours} h {rest} min"


@contextmanager
def advancing(
    total: int, doing: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Advance]:
    """Show on stderr how far work of that size comes, until the block ends."""
    log = console(stderr=True)
    if log.is_terminal:
        with _bar(doing) as bar:
            task = bar.add_task(doing, total=total, told="")
            yield Advance(
                total, lambda told, size: bar.update(task, told=told, completed=size), clock
            )
        return
    last = clock()

    def line(told: str, _: int) -> None:
        nonlocal last
        if clock() - last >= EVERY:
            last = clock()
            log.print(f"{doing}: {told}", markup=False)

    yield Advance(total, line, clock)


def advanced(items: Sequence[T], doing: str) -> Iterator[T]:
    """Yield records one by one, and show on stderr how far one has come."""
    with advancing(len(items), doing) as advance:
        for item in items:
            yield item
            advance.by(1, 1)


def _bar(doing: str) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn(doing), BarColumn(), TextColumn("{task.fields[told]}")
    return Progress(*columns, console=console(stderr=True), transient=True)
