"""Many things are asked about a portion at a time: a query has at most 64 KiB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

MOST_BYTES: Final = 14_000
"""Of IRIs in one portion: the queries name each up to four times (`kg.store.guard`)."""
_AROUND: Final = 3
"""What stands around an IRI: its brackets, and a space."""


def portions(things: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the things in their order, as many at a time as one question may name."""
    portion, size = list[str](), 0
    for thing in things:
        taken = len(thing.encode()) + _AROUND
        if portion and size + taken > MOST_BYTES:
            yield tuple(portion)
            portion, size = [], 0
        portion.append(thing)
        size += taken
    if portion:
        yield tuple(portion)
