"""Collecting every fault of a record, so that an author mends a file in one go."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

from kg.errors import Fault, RecordError
from kg.records.tree import Mark, Path, Tree, spelled


class Faults:
    """All that is wrong with one file; `refuse` raises it at once."""

    def __init__(self, file: str, tree: Tree | None = None) -> None:
        """Begin with no fault; the tree gives each fault its line."""
        self._file = file
        self._tree = tree or Tree(None)
        self._faults: dict[Fault, None] = {}

    def locate(self, tree: Tree) -> None:
        """Take lines and columns from this tree from now on."""
        self._tree = tree

    def add(self, path: Path, reason: str, hint: str | None = None) -> None:
        """Note a fault at a field of the record."""
        self.add_at(self._tree.mark(path), path, reason, hint)

    def add_at(self, mark: Mark | None, path: Path, reason: str, hint: str | None = None) -> None:
        """Note a fault at a known place of the file."""
        line, column = (None, None) if mark is None else (mark.line, mark.column)
        self._faults[Fault(self._file, line, column, spelled(path), reason, hint)] = None

    def stop(self, mark: Mark | None, path: Path, reason: str, hint: str | None = None) -> NoReturn:
        """Note a fault after which reading makes no sense, and raise all there are."""
        self.add_at(mark, path, reason, hint)
        raise self._error()

    def line(self, path: Path) -> str:
        """Return the line of a field in words, for faults that point to another one."""
        mark = self._tree.mark(path)
        return "not known" if mark is None else str(mark.line)

    @property
    def found(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._faults)

    def refuse(self) -> None:
        """Raise `RecordError` with all faults in file order, if there is any."""
        if self._faults:
            raise self._error()

    def _error(self) -> RecordError:
        return RecordError.of(tuple(sorted(self._faults, key=_place)))


def _place(fault: Fault) -> tuple[int, int]:
    return (fault.line or 0, fault.column or 0)


def did_you_mean(given: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return "did you mean ...?" for the nearest known word, else the other advice.

    >>> did_you_mean("assrt", ["assert", "deny"])
    'did you mean `assert`?'
    """
    near = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise
