"""Reading a ledger again and again, each time only what was added since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import LedgerError
from kg.ledger.events import parse
from kg.ledger.ledger import check_link
from kg.ledger.segments import is_whole, segment_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.ledger.events import Event


class Follower:
    """Yields the events of a ledger, once each; needs no lock, as events are only ever added."""

    def __init__(self, directory: Path) -> None:
        """Begin before the first event."""
        self._directory = directory
        self._segment = 1
        self._offset = 0
        self._inode: int | None = None
        self._last: Event | None = None

    @property
    def moved(self) -> bool:
        """Whether another ledger lies there than the one that was read: begin anew then."""
        path = segment_path(self._directory, self._segment)
        if not path.exists():
            return self._last is not None
        found = path.stat()
        return self._inode not in (None, found.st_ino) or found.st_size < self._offset

    def new(self) -> Iterator[Event]:
        """Yield what was added since, checking the chain on the way.

        Raises:
            LedgerError: a line is damaged, missing, added or moved; `where` names file and line.
            NewerDataError: an event has a later format.
        """
        while (path := segment_path(self._directory, self._segment)).exists():
            yield from self._rest_of(path)
            if not segment_path(self._directory, self._segment + 1).exists():
                return
            self._segment, self._offset, self._inode = self._segment + 1, 0, None

    def _rest_of(self, path: Path) -> Iterator[Event]:
        with path.open("rb") as file:
            self._inode = path.stat().st_ino
            file.seek(self._offset)
            for line in file:
                where = f"{path.name}, byte {self._offset}"
                try:
                    event = parse(line.removesuffix(b"\n"), where=where)
                except LedgerError:
                    if is_whole(line) or file.readline():
                        raise
                    return  # it is being written, or was when the power went
                if not line.endswith(b"\n"):
                    return
                check_link(self._last, event, where)
                self._last = event
                self._offset += len(line)
                yield event
