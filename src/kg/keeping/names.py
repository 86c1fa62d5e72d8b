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

NAMES_INDEX: Final = """
CREATE INDEX IF NOT EXISTS name_by_look ON name (skeleton, name, what, record);
"""
"""What books of earlier versions get at their opening."""

_ENDS: Final = (
    "SELECT (SELECT min(name) FROM name WHERE skeleton = ?1),"
    " (SELECT max(name) FROM name WHERE skeleton = ?1)"
)
_NEXT_NAME: Final = "SELECT min(name) FROM name WHERE skeleton = ? AND name > ?"
_NEXT_THING: Final = "SELECT min(what) FROM name WHERE skeleton = ? AND name = ? AND what > ?"
_GIVEN_ELSEWHERE: Final = (
    "SELECT 1 FROM name WHERE skeleton = ? AND name = ? AND what = ? AND record IS NOT ? LIMIT 1"
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
        """Yield the names that look like one of these and are not the same, letter by letter.

        One record is left out of account. What is called the very same is passed over at once:
        there are thousands of "officials", and they differ from nothing.
        """
        wanted: dict[str, set[str]] = {}
        for one in names:
            wanted.setdefault(skeleton(one.name), set()).add(one.name)
        for look, asked in sorted(wanted.items()):
            only = next(iter(asked)) if len(asked) == 1 else None
            first, last = self._one(_ENDS, look)
            if first == last in (None, only):
                continue
            for name in self._steps(_NEXT_NAME, look):
                if name != only:
                    yield from self._called(look, name, beside)

    def _called(self, look: str, name: str, beside: str) -> Iterator[Called]:
        for what in self._steps(_NEXT_THING, look, name):
            if self._one(_GIVEN_ELSEWHERE, look, name, what, beside):
                yield Called(what, name)

    def _steps(self, query: str, *within: str) -> Iterator[str]:
        """Yield the values of a column, each once, however many rows have it."""
        last = self._one(query, *within, "")[0]
        while last is not None:
            yield last
            last = self._one(query, *within, last)[0]

    def _one(self, query: str, *values: str) -> Any:  # noqa: ANN401  (a row)
        return self._connection.execute(query, values).fetchone()
