"""The operation `moment` of a worker: the ledger is read there, and once only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.ledger import Chronicle, Follower, now, write_instant
from kg.past.asked import moment_of

if TYPE_CHECKING:
    from kg.ledger import Moment
    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit


class Moments:
    """Goes on reading the last ledger it was asked about."""

    def __init__(self) -> None:
        """Begin with no ledger."""
        self._directory: Path | None = None
        self._follower: Follower
        self._chronicle: Chronicle

    def tell(self, payload: JsonObject, _: Emit) -> JsonObject:
        """Return which revision `asked` means in the ledger at `ledger`, and what is missing now.

        Raises:
            BadParameterError: it means none.
            LedgerError: the ledger is damaged.
        """
        chronicle = self._read(Path(payload["ledger"]))
        return told(moment_of(chronicle, payload["asked"], now=now()))

    def _read(self, directory: Path) -> Chronicle:
        if self._directory != directory or self._follower.moved:
            self._directory = directory
            self._follower, self._chronicle = Follower(directory), Chronicle()
        for event in self._follower.new():
            self._chronicle.take(event)
        return self._chronicle


def told(moment: Moment) -> JsonObject:
    """Return a moment as JSON: records are counted, not named."""
    return {
        "revision": moment.revision,
        "at": write_instant(moment.at),
        "retracted": len(moment.retracted),
        "erased": len(moment.erased),
        "taken": moment.taken,
    }
