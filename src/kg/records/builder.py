"""Building a `Tree` piece by piece, without recursion, from whatever reads the file.

A nesting depth is bounded and a repeated key is a fault, so a hostile file costs no more than
its own size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.records.faults import Faults
from kg.records.tree import MAXIMUM_DEPTH, Lines, Path, Tree


@dataclass(slots=True)
class _Frame:
    path: Path
    items: dict[str, object] | list[object]
    key: str | None = None
    empty: set[str] = field(default_factory=set)


class TreeBuilder:
    """Takes openings, closings and scalars in document order, each with its offset in the text."""

    def __init__(self, lines: Lines, faults: Faults) -> None:
        """Begin with nothing; `lines` are those of the text, structural faults go to `faults`."""
        self._lines = lines
        self._faults = faults
        self._stack: list[_Frame] = []
        self._root: list[object] = []
        self._values: dict[Path, int] = {}
        self._names: dict[Path, int] = {}

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar names a field."""
        frame = self._stack[-1] if self._stack else None
        return frame is not None and isinstance(frame.items, dict) and frame.key is None

    @property
    def path(self) -> Path:
        """The path the next value will have."""
        if not self._stack:
            return ()
        frame = self._stack[-1]
        if isinstance(frame.items, list):
            return (*frame.path, len(frame.items))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def open(self, items: dict[str, object] | list[object], at: int) -> None:
        """Begin a mapping or a list."""
        if self.wants_key:
            self._faults.stop(
                self._lines.mark(at),
                self.path,
                "a field's name must be a plain word, not a list or mapping",
            )
        if len(self._stack) >= MAXIMUM_DEPTH:
            self._faults.stop(
                self._lines.mark(at), self.path, f"nested deeper than {MAXIMUM_DEPTH} levels"
            )
        path = self.path
        self._place(items, at)
        self._stack.append(_Frame(path, items))

    def close(self) -> None:
        """End the innermost mapping or list."""
        self._stack.pop()

    def scalar(self, value: str | bool | None, at: int) -> None:  # noqa: FBT001  (the data itself)
        """Take a field's name or a value; None (nothing written) is the same as no field."""
        if self.wants_key:
            self._key(value, at)
        else:
            self._place(value, at)

    def blame(self, at: int, reason: str, hint: str) -> None:
        """Note a fault of the next value that reading can go on after."""
        self._faults.add_at(self._lines.mark(at), self.path, reason, hint)

    def tree(self) -> Tree:
        """Return what was built."""
        return Tree(self._root[0] if self._root else None, self._lines, self._values, self._names)

    def _key(self, value: str | bool | None, at: int) -> None:  # noqa: FBT001
        frame = self._stack[-1]
        if not isinstance(value, str):
            self._faults.stop(
                self._lines.mark(at), self.path, "a field's name must be text; put it in quotes"
            )
        key = str(value)
        if key in frame.items or key in frame.empty:
            self._faults.add_at(
                self._lines.mark(at),
                (*frame.path, key),
                f"`{key}` stands twice here",
                "keep one of them",
            )
        frame.key = key
        self._names.setdefault((*frame.path, key), at)

    def _place(self, value: object, at: int) -> None:
        path = self.path
        self._values.setdefault(path, at)
        if not self._stack:
            self._root.append(value)
            return
        frame = self._stack[-1]
        if isinstance(frame.items, list):
            if value is None:
                self._faults.add_at(
                    self._lines.mark(at), path, "an empty list entry", "write a value or remove it"
                )
            frame.items.append(value)
        elif frame.key is not None:
            if value is None:
                frame.empty.add(frame.key)
            else:
                frame.items[frame.key] = value
            frame.key = None
