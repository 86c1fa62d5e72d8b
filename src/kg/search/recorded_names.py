"""Whether a word stands in a recorded name of a person, an organization or a place."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from typing import Final

from typing_extensions import override

REMEMBERED: Final = 10_000


class RecordedNames(Container[str]):
    """The spellings (`kg.search.folding`) of words in names, asked of the index one by one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask through this connection."""
        self._connection = connection
        self._known: dict[object, bool] = {}

    @override
    def __contains__(self, spelling: object) -> bool:
        """Return whether some name has a word of this spelling."""
        if spelling not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._connection.execute(
                "SELECT 1 FROM naming WHERE word = ? LIMIT 1", (spelling,)
            ).fetchone()
            self._known[spelling] = found is not None
        return self._known[spelling]
