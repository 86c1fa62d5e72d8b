"""Building a `Tree` piece by piece, without recursion, from whatever reads the file.

A nesting depth is bounded and a repeated key is a fault, so a hostile file costs no more than
its own size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.records.tree import (
    MAXIMUM_DEPTH,
    MAXIMUM_ENTRIES,
    MAXIMUM_VALUES,
    Lines,
    Path,
    Places,
    Tree,
)

if TYPE_CHECKING:
    from kg.records.faults import Faults


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled, and the name it has in the one around it.

    `key` is where the next value goes; None in a mapping that waits for a field's name.
    """

    name: str | int
    items: dict[str, object] | list[object]
    places: Places
    key: str | int | None
    empty: set[str] = field(default_factory=set)


class TreeBuilder:
    """Takes openings, closings and scalars in document order, each with its offset in the text."""

    def __init__(self, lines: Lines, faults: Faults) -> None:
        """Begin with nothing; `lines` are those of the text, structural faults go to `faults`."""
        self._lines = lines
        self._faults = faults
        self._root: dict[str, object] = {}
        self._places = Places()
        self._entries = self._values = 0
        self._stack: list[_Frame] = [_Frame("", self._root, self._places, "")]

    @property
    def path(self) -> Path:
        """The path the next value will have."""
        key = self._stack[-1].key
        names = [frame.name for frame in self._stack[2:]]
        return tuple(names) if key is None or len(self._stack) == 1 else (*names, key)

    def open(self, items: dict[str, object] | list[object], at: int) -> None:
        """Begin a mapping or a list."""
        frame = self._stack[-1]
        self._entries += 1
        if self._entries > MAXIMUM_ENTRIES:
            self._stop(at, f"the record has more than {MAXIMUM_ENTRIES} mappings and lists")
        elif frame.key is None:
            self._stop(at, "a field's name must be a plain word, not a list or mapping")
        elif len(self._stack) > MAXIMUM_DEPTH:
            self._stop(at, f"nested deeper than {MAXIMUM_DEPTH} levels")
        else:
            inner = _Frame(frame.key, items, Places(), 0 if isinstance(items, list) else None)
            frame.places.inner[frame.key] = inner.places
            self._place(frame, items, at)
            self._stack.append(inner)

    def close(self) -> None:
        """End the innermost mapping or list."""
        self._stack.pop()

    def scalar(self, value: str | bool | None, at: int) -> None:  # noqa: FBT001  (the data itself)
        """Take a field's name or a value; None (nothing written) is the same as no field."""
        frame = self._stack[-1]
        self._values += frame.key is not None
        if self._values > MAXIMUM_VALUES:
            self._stop(at, f"the record has more than {MAXIMUM_VALUES} values")
        if frame.key is None:
            self._name(frame, value, at)
        else:
            self._place(frame, value, at)

    def blame(self, at: int, reason: str, hint: str) -> None:
        """Note a fault of the next value that reading can go on after."""
        self._faults.add_at(self._lines.mark(at), self.path, reason, hint)

    def tree(self) -> Tree:
        """Return what was built."""
        return Tree(self._root.get(""), lambda: (self._lines, self._places))

    def _name(self, frame: _Frame, value: str | bool | None, at: int) -> None:  # noqa: FBT001
        if not isinstance(value, str):
            self._stop(at, "a field's name must be text; put it in quotes")
            return
        frame.key = str(value)
        if value in frame.items or value in frame.empty:
            self.blame(at, f"`{value}` stands twice here", "keep one of them")
        frame.places.names.setdefault(frame.key, at)

    def _place(self, frame: _Frame, value: object, at: int) -> None:
        items, key = frame.items, frame.key
        if key is not None:
            frame.places.values.setdefault(key, at)
        if isinstance(items, list):
            if value is None:
                self.blame(at, "an empty list entry", "write a value or remove it")
            items.append(value)
            frame.key = len(items)
        elif isinstance(key, str):
            if value is None:
                frame.empty.add(key)
            else:
                items[key] = value
            frame.key = None

    def _stop(self, at: int, reason: str) -> None:
        self._faults.stop(self._lines.mark(at), self.path, reason)
