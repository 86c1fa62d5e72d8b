"""A record file as plain data, with the place in the file of every field.

YAML and JSON are both read into a `Tree`. Nothing is guessed: a number stays the text the author
wrote (`Numeral`), so `2026-11-21`, `0755`, `no` and `1.10` reach the record unchanged, and the
field they stand in decides what they mean.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TypeAlias

MAXIMUM_BYTES = 4 * 2**20
MAXIMUM_DEPTH = 32

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
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def mark(self, offset: int) -> Mark:
        """Return the place of a code point offset (from 0)."""
        line = bisect_right(self._starts, offset)
        return Mark(line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data (dict, list, str, bool), with the offset of every value and of every name."""

    value: object
    lines: Lines
    values: dict[Path, int] = field(default_factory=dict)
    names: dict[Path, int] = field(default_factory=dict)

    def mark(self, path: Path) -> Mark | None:
        """Return the place of a path, or of the nearest thing around it that is in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.lines.mark(self.values[path[:length]])
        return None

    def name_mark(self, path: Path) -> Mark | None:
        """Return the place of a field's name, or else what `mark` does."""
        return self.lines.mark(self.names[path]) if path in self.names else self.mark(path)


def spelled(path: Path) -> str:
    """Return a path as people write it.

    >>> spelled(("attributions", 3, "quote"))
    'attributions[3].quote'
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
