"""A record file as plain data, with the place in the file of every field.

YAML and JSON are both read into a `Tree`. Nothing is guessed: a number stays the text the author
wrote (`Numeral`), so `2026-11-21`, `0755`, `no` and `1.10` reach the record unchanged, and the
field they stand in decides what they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

MAXIMUM_BYTES = 4 * 2**20
MAXIMUM_DEPTH = 32
MAXIMUM_ENTRIES = 20_000
"""Mappings and lists; each can be wrong in ten ways, and every way is told."""
MAXIMUM_VALUES = 100_000
"""Texts, numbers and words."""

Path: TypeAlias = tuple[str | int, ...]


class Numeral(str):
    """A number exactly as it was written; text for text fields, a number for number fields."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column count from 1, in code points."""

    line: int
    column: int


class Lines:
    """Turns code point offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        """Note where each line begins; only a line feed ends a line, as in editors."""
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def mark(self, offset: int) -> Mark:
        """Return the place of a code point offset (from 0)."""
        line = bisect_right(self._starts, offset)
        return Mark(line, offset - self._starts[line - 1] + 1)


@dataclass(slots=True)
class Places:
    """The offsets of what is in a mapping or list: of values, of names, and further in."""

    values: dict[str | int, int] = field(default_factory=dict)
    names: dict[str | int, int] = field(default_factory=dict)
    inner: dict[str | int, Places] = field(default_factory=dict)


_NOWHERE = Places()


class Tree:
    """Plain data (dict, list, str, bool), and the place of everything in it."""

    def __init__(self, value: object, located: Callable[[], tuple[Lines, Places]]) -> None:
        """Take data, and what finds its places when they are asked for: mostly nothing is wrong.

        The places of the whole are under the key `""`.
        """
        self.value = value
        self._locate = located

    @cached_property
    def located(self) -> tuple[Lines, Places]:
        """The lines of the text, and the places of everything in it."""
        return self._locate()

    def mark(self, path: Path) -> Mark | None:
        """Return the place of a path, or of the nearest thing around it that is in the file."""
        return self._find(path)[0]

    def name_mark(self, path: Path) -> Mark | None:
        """Return the place of a field's name, or else what `mark` does."""
        place, name = self._find(path)
        return name or place

    def _find(self, path: Path) -> tuple[Mark | None, Mark | None]:
        lines, at = self.located
        place: int | None = None
        name: int | None = None
        for part in ("", *path):
            name = at.names.get(part)
            if part not in at.values:
                break
            place = at.values[part]
            at = at.inner.get(part, _NOWHERE)
        return (
            None if place is None else lines.mark(place),
            None if name is None else lines.mark(name),
        )


def spelled(path: Path) -> str:
    """Return a path as people write it.

    >>> spelled(("attributions", 3, "quote"))
    'attributions[3].quote'
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
