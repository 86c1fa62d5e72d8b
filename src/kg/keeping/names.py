"""Which names the active records give, by what they look like: looked up at every record.

A part of the books; see `Books` for its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.model.lookalikes import skeleton
from kg.records.resemblance import Called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

NAMES_SCHEMA: Final = """
CREATE TABLE name (
    skeleton TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (skeleton, what, name, record)
) WITHOUT ROWID;
CREATE INDEX name_by_record ON name (record);
"""

_NEXT: Final = (
    "SELECT what, name FROM name WHERE skeleton = ? AND (what, name) > (?, ?)"
    " ORDER BY what, name LIMIT 1"
)
_GIVEN_ELSEWHERE: Final = (
    "SELECT 1 FROM name WHERE skeleton = ? AND what = ? AND name = ? AND record IS NOT ? LIMIT 1"
)


class Names:
    """The names of speakers, sources, places, things and annotators, by their skeletons."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work within the transaction of a connection."""
        self._connection = connection

    def give(self, record: str, names: Iterable[Called]) -> None:
        """Note which names a record gives, instead of what was noted before."""
        self._connection.execute("DELETE FROM name WHERE record = ?", (record,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)",
            ((skeleton(one.name), one.what, one.name, record) for one in names),
        )

    def alike(self, names: Iterable[Called], *, beside: str) -> Iterator[Called]:
        """Yield the names that look like one of these, leaving one record out of account."""
        for wanted in sorted({skeleton(one.name) for one in names}):
            for what, name in self._given(wanted):
                given = self._one(_GIVEN_ELSEWHERE, wanted, what, name, beside)
                if given:
                    yield Called(what, name)

    def _given(self, skeleton: str) -> Iterator[tuple[str, str]]:
        """Yield the names with a skeleton, each once, however many records give it."""
        last = self._one(_NEXT, skeleton, "", "")
        while last:
            yield last
            last = self._one(_NEXT, skeleton, *last)

    def _one(self, query: str, *values: str) -> Any:  # noqa: ANN401  (a row)
        return self._connection.execute(query, values).fetchone()
