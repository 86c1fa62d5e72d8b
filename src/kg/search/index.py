"""The index as its writer sees it: records go in and out whole.

Built from the quads of each record alone; it can be deleted and built again at any time.
"""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from kg.search.attributions import core, instant, sortable
from kg.search.descriptions import Descriptions
from kg.search.facts import Facts
from kg.search.judgements import Stated
from kg.search.levelling import opening
from kg.search.naming import kind_of
from kg.search.packing import COLUMNS, packed
from kg.search.schema import copy, create
from kg.search.stated import fact_of
from kg.search.tables import Tables
from kg.vocab import CP, DCTERMS, PROV

if TYPE_CHECKING:
    from pyoxigraph import Quad

SHARED: Final = frozenset({"claim", "speaker", "source", "place", "thing", "relation"})
"""Kinds of things that several records may describe."""


class Index:
    """An index open for writing.

    Everything since the last `commit` is one transaction: it is kept with its revision, or not
    at all. Every change can be made twice.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through this connection."""
        self._connection = connection
        self._tables = Tables(connection)
        self._descriptions = Descriptions(self._tables)
        self._tables.do("BEGIN IMMEDIATE")

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index at `path`, or begin one.

        Raises:
            NewerDataError: it is of another format: delete it and build it again.
        """
        return cls(create(path))

    @property
    def revision(self) -> int | None:
        """The revision given to the last `commit`; None before the first."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return row[0] if row else None

    def replace(
        self, record: str, quads: Iterable[Quad], texts: Mapping[str, str] | None = None
    ) -> None:
        """Let the index hold of this record exactly what its quads state.

        Args:
            record: its id.
            quads: all quads of the record, those of the shared graphs too.
            texts: the text of each of its snapshots, by SHA-256 (hexadecimal).
        """
        facts = Facts(map(fact_of, quads))
        shared = (iri for iri in facts.things() if "#" not in iri and kind_of(iri) in SHARED)
        self.remove(record)
        self.add(record, facts, texts or {}, shared)

    def add(
        self, record: str, facts: Facts, texts: Mapping[str, str], shared: Iterable[str]
    ) -> None:
        """Add facts to what the index holds of a record.

        Args:
            record: its id.
            facts: all that is stated of the attributions, judgements, snapshots and records in it.
            texts: as for `replace`.
            shared: IRIs of the claims, speakers ... of which all is among the facts.
        """
        attributions = facts.of_type(CP.Attribution)
        # A replay may find them under another record, which had this text before or after.
        self._drop_attributions("iri IN (SELECT value FROM json_each(?))", json.dumps(attributions))
        for iri in attributions:
            self._add_attribution(record, facts, iri)
        self._descriptions.add(record, facts, shared)
        for iri in facts.of_type(CP.Snapshot):
            text = texts.get(facts.text(iri, CP.sha256) or "")
            self._tables.do("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", iri, record, text)
        for iri in facts.of_type(CP.Judgement):
            stated = Stated.by(facts, iri)
            into = "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?)"
            self._tables.do(into, iri, record, *stated)
        for iri in facts.of_type(CP.Record):
            at = instant(facts.text(iri, PROV + "generatedAtTime"))
            invented = facts.flag(iri, CP.invented)
            self._tables.do(
                "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", iri, record, at, invented
            )

    def remove(self, record: str) -> None:
        """Let the index hold nothing of this record; what other records state as well stays."""
        self._drop_attributions("record = ?", record)
        self._descriptions.remove(record)
        for table in ("record", "snapshot", "judgement"):
            self._tables.do(f"DELETE FROM {table} WHERE record = ?", record)

    def commit(self, revision: int | None) -> None:
        """Keep everything since the last time, as the state at this revision."""
        self._tables.do("INSERT OR REPLACE INTO meta VALUES ('revision', ?)", revision)
        self._tables.do("COMMIT")
        self._tables.do("BEGIN IMMEDIATE")

    def copy_to(self, path: Path) -> None:
        """Write what is committed to a new file, which readers may open and nobody changes.

        What is not committed is forgotten.
        """
        self._tables.do("ROLLBACK")
        self._descriptions = Descriptions(self._tables)
        copy(self._connection, path)
        self._tables.do("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Forget what is not committed, and let go of the file."""
        self._connection.close()

    def _add_attribution(self, record: str, facts: Facts, iri: str) -> None:
        row = core(facts, iri)
        exact, said = row["anchor"]["exact"], row["said"] or {}
        n = self._tables.insert(
            f"attribution ({', '.join(COLUMNS)}, record, language, earliest, latest, "
            "recorded, exact, opening, body)",
            *(row[name] for name in COLUMNS),
            record,
            facts.text(row["source"], DCTERMS + "language") or "",
            said.get("earliest"),
            said.get("latest"),
            sortable(row["recorded_at"]),
            exact,
            opening(exact),
            packed(row),
        )
        self._tables.learn("quote", n, exact)

    def _drop_attributions(self, which: str, value: str) -> None:
        for n, exact in self._tables.all(f"SELECT n, exact FROM attribution WHERE {which}", value):
            self._tables.forget("quote", n, exact)
            self._tables.do("DELETE FROM attribution WHERE n = ?", n)
