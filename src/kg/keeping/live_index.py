"""The search index as the writer keeps it beside the graph."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from kg.errors import DiskFullError, KgError
from kg.keeping.engine import needing_room
from kg.ledger.durable import UNFINISHED
from kg.search.index import Index
from kg.search.tables import FULL_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad


class LiveIndex:
    """The index the writer owns; nothing of it is kept before `commit`."""

    def __init__(self, path: Path) -> None:
        """Open the index, or begin one."""
        self._path = path
        self._index = Index.open(path)

    def replace(self, record: str, quads: Iterable[Quad], texts: Mapping[str, str]) -> None:
        """Let the index hold of a record what its quads state; texts go by their SHA-256."""
        self._index.replace(record, quads, texts)

    def remove(self, record: str) -> None:
        """Let the index hold nothing of a record."""
        self._index.remove(record)

    def commit(self, revision: int) -> None:
        """Keep everything so far, as the state at a revision."""
        self._index.commit(revision)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let another process have the file until the block ends; commit before."""
        self._index.close()
        try:
            yield
        finally:
            self._index = Index.open(self._path)

    def copy_to(self, target: Path) -> None:
        """Write what is committed to a new file for readers."""
        self._index.copy_to(target)

    def rewrite(self) -> None:
        """Write the file anew, so that no byte is left of what was removed."""
        fresh = self._path.with_name(self._path.name + UNFINISHED)
        fresh.unlink(missing_ok=True)
        self._index.copy_to(fresh)
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            for table in FULL_TEXT:
                # FTS5 keeps deleted words in old segments until they are merged into one.
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
            connection.execute("VACUUM")
        self._index.close()
        fresh.replace(self._path)
        self._index = Index.open(self._path)

    def close(self) -> None:
        """Let go of the file, forgetting what was not committed."""
        self._index.close()


def index_reaches(path: Path, revision: int) -> bool:
    """Return whether an index can be brought on from a revision.

    A power cut may have taken its last commits; being ahead does no harm, as every change can be
    made twice.

    Raises:
        DiskFullError: there is no room even to look.
    """
    try:
        with needing_room(path):
            index = Index.open(path)
    except DiskFullError:
        raise
    except (KgError, sqlite3.DatabaseError):
        return False
    try:
        return (index.revision or 0) >= revision
    finally:
        index.close()
