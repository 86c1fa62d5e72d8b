"""Collecting every fault of a record, so that an author mends a file in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import NoReturn

from kg.errors import Fault, RecordError
from kg.records.tree import Lines, Mark, Path, Places, Tree, spelled

MAXIMUM_FAULTS = 200
_COMPARED = 200


class Faults:
    """All that is wrong with one file; `refuse` raises it at once.

    After 200 faults reading stops, so that a file of nothing but faults costs little.
    """

    def __init__(self, file: str, *, line: int | None = None) -> None:
        """Begin with no fault.

        Args:
            file: its name.
            line: the one line of the file that is looked at, counted from 1; None for all of it.
        """
        self._file = _printable(file)
        self._only = None if line is None else Mark(line, 1)
        self._tree = Tree(None, lambda: (Lines(""), Places()))
        self._faults: dict[Fault, None] = {}
        self._places: Mapping[str, Sequence[int]] = {}
        self._broken: Mapping[str, frozenset[str] | None] = {}

    def locate(self, tree: Tree) -> None:
        """Take lines and columns from this tree from now on."""
        self._tree = tree

    def salvage(
        self,
        places: Mapping[str, Sequence[int]],
        broken: Mapping[str, frozenset[str] | None],
    ) -> None:
        """Go on with those entries of a record that are well formed.

        Args:
            places: for each shortened list, where in the file its entries are.
            broken: for each kind, the ids of the entries left out; None for "it may be any".
        """
        self._places = places
        self._broken = broken

    def excuses(self, kind: str, name: str) -> bool:
        """Whether something is only missing because its entry is itself at fault."""
        broken = self._broken.get(kind, frozenset())
        return broken is None or name in broken

    def add(self, path: Path, reason: str, hint: str | None = None) -> None:
        """Note a fault at a field of the record."""
        there = self._in_file(path)
        self.add_at(self._tree.mark(there), there, reason, hint)

    def add_at(self, mark: Mark | None, path: Path, reason: str, hint: str | None = None) -> None:
        """Note a fault at a known place of the file."""
        place = self._placed(mark)
        line, column = (None, None) if place is None else (place.line, place.column)
        words = (_printable(one) for one in (spelled(path), reason, hint or ""))
        field, why, advice = words
        self._faults[Fault(self._file, line, column, field, why, advice or None)] = None
        if len(self._faults) >= MAXIMUM_FAULTS:
            raise self._error()

    def stop(self, mark: Mark | None, path: Path, reason: str, hint: str | None = None) -> NoReturn:
        """Note a fault after which reading makes no sense, and raise all there are."""
        self.add_at(mark, path, reason, hint)
        raise self._error()

    def line(self, path: Path) -> str:
        """Return the line of a field in words, for faults that point to another one."""
        mark = self._placed(self._tree.name_mark(self._in_file(path)))
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

    def _placed(self, mark: Mark | None) -> Mark | None:
        """Return where in the file a place of what is looked at is."""
        if self._only is None:
            return mark
        return self._only if mark is None else Mark(self._only.line, mark.column)

    def _in_file(self, path: Path) -> Path:
        """Return where a path of the (perhaps salvaged) document is in the file."""
        if len(path) > 1 and isinstance(path[1], int) and path[0] in self._places:
            return (path[0], self._places[str(path[0])][path[1]], *path[2:])
        return path


def _printable(words: str) -> str:
    """Return words that can be written out, whatever half characters a file had in them."""
    return words.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _place(fault: Fault) -> tuple[int, int]:
    return (fault.line or 0, fault.column or 0)


def did_you_mean(given: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return "did you mean ...?" for the nearest known word, else the other advice.

    >>> did_you_mean("assrt", ["assert", "deny"])
    'did you mean `assert`?'
    """
    near = get_close_matches(given[:80], list(islice(known, _COMPARED)), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise
