"""The index as its writer sees it: records go in and out whole.

Built from the quads of each record alone; it can be deleted and built again at any time.
"""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from kg.search.attributions import core, instant
from kg.search.facts import Facts
from kg.search.levelling import level, opening
from kg.search.naming import Json, kind_of, name_of
from kg.search.schema import copy, create
from kg.search.stated import fact_of
from kg.search.things import owned
from kg.search.urls import known_normal
from kg.vocab import CP, DCTERMS, PROV, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Quad

SHARED: Final = frozenset({"claim", "speaker", "source", "place", "thing", "relation"})
_NAMED_BY: Final = {"label": RDFS + "label", "alt": SKOS + "altLabel", "title": DCTERMS + "title"}


class Index:
    """An index open for writing.

    Everything since the last `commit` is one transaction: it is kept with its revision, or not
    at all. Every change can be made twice.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through this connection."""
        self._connection = connection
        self._connection.execute("BEGIN IMMEDIATE")

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
            facts: all that is stated of the attributions, snapshots and records among them.
            texts: as for `replace`.
            shared: IRIs of the claims, speakers ... of which all is among the facts.
        """
        for iri in facts.of_type(CP.Attribution):
            self._add_attribution(record, facts, iri)
        for iri in shared:
            self._describe(record, facts, iri)
        for iri in facts.of_type(CP.Snapshot):
            text = texts.get(facts.text(iri, CP.sha256) or "")
            self._do("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", iri, record, text)
        for iri in facts.of_type(CP.Record):
            at = instant(facts.text(iri, PROV + "generatedAtTime"))
            invented = facts.flag(iri, CP.invented)
            self._do("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", iri, record, at, invented)

    def remove(self, record: str) -> None:
        """Let the index hold nothing of this record; what other records state as well stays."""
        self._drop_attributions("record = ?", record)
        held = self._all("SELECT n FROM described WHERE record = ?", record)
        self._do("DELETE FROM described WHERE record = ?", record)
        for (n,) in held:
            if not self._all("SELECT 1 FROM described WHERE n = ? LIMIT 1", n):
                self._drop_description(n)
        self._do("DELETE FROM record WHERE record = ?", record)
        self._do("DELETE FROM snapshot WHERE record = ?", record)

    def commit(self, revision: int | None) -> None:
        """Keep everything since the last time, as the state at this revision."""
        self._do("INSERT OR REPLACE INTO meta VALUES ('revision', ?)", revision)
        self._do("COMMIT")
        self._do("BEGIN IMMEDIATE")

    def copy_to(self, path: Path) -> None:
        """Write what is committed to a new file, which readers may open and nobody changes."""
        self._do("ROLLBACK")
        copy(self._connection, path)
        self._do("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Forget what is not committed, and let go of the file."""
        self._connection.close()

    def _add_attribution(self, record: str, facts: Facts, iri: str) -> None:
        self._drop_attributions("iri = ?", iri)  # a replay may find it under another record
        row = core(facts, iri)
        exact = row["anchor"].pop("exact")
        said: Json = row["said"] or {}
        n = self._insert(
            "attribution (iri, record, claim, speaker, source, act, stance, basis, language, "
            "hedged, invented, earliest, latest, exact, opening, body)",
            iri,
            record,
            row["claim"],
            row["speaker"],
            row["source"],
            row["act"],
            row["stance"],
            row["basis"],
            facts.text(row["source"], DCTERMS + "language") or "",
            row["hedged"],
            row["invented"],
            said.get("earliest"),
            said.get("latest"),
            exact,
            opening(exact),
            json.dumps(row, ensure_ascii=False, separators=(",", ":")),
        )
        self._do("INSERT INTO quote_words (rowid, words) VALUES (?, ?)", n, level(exact))

    def _drop_attributions(self, which: str, value: str) -> None:
        for n, exact in self._all(f"SELECT n, exact FROM attribution WHERE {which}", value):
            self._forget("quote_words", n, exact)
            self._do("DELETE FROM attribution WHERE n = ?", n)

    def _describe(self, record: str, facts: Facts, iri: str) -> None:
        body = json.dumps(
            [
                [thing, name, *value]
                for thing, name, value in facts.about((iri, *owned(facts, iri)))
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        known = self._all("SELECT n FROM description WHERE iri = ? AND body = ?", iri, body)
        n = known[0][0] if known else self._add_description(facts, iri, body)
        self._do("INSERT OR IGNORE INTO described VALUES (?, ?)", record, n)

    def _add_description(self, facts: Facts, iri: str, body: str) -> int:
        name, noun = name_of(facts, iri), kind_of(iri)
        n = self._insert(
            "description (noun, iri, body, label, language, kind, held)",
            noun,
            iri,
            body,
            name.label,
            name.language,
            name.kind,
            name.held,
        )
        for how, stated in _NAMED_BY.items():
            for text in facts.texts(iri, stated):
                word = self._insert(
                    "name (description, iri, noun, how, text)", n, iri, noun, how, text
                )
                self._do("INSERT INTO name_words (rowid, words) VALUES (?, ?)", word, level(text))
        for topic in facts.texts(iri, CP.about):
            self._do("INSERT OR IGNORE INTO about VALUES (?, ?, ?)", topic, iri, n)
        for url in facts.texts(iri, SCHEMA + "url"):
            self._do("INSERT INTO address VALUES (?, ?, ?, ?)", known_normal(url), url, iri, n)
        return n

    def _drop_description(self, n: int) -> None:
        for word, text in self._all("SELECT n, text FROM name WHERE description = ?", n):
            self._forget("name_words", word, text)
        for table in ("name", "about", "address"):
            self._do(f"DELETE FROM {table} WHERE description = ?", n)
        self._do("DELETE FROM description WHERE n = ?", n)

    def _forget(self, table: str, n: int, text: str) -> None:
        """Take words out of a full-text table; it keeps no text, so it must be told which."""
        self._do(
            f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)",
            n,
            level(text),
        )

    def _insert(self, into: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {into} VALUES ({marks})", values)
        return int(cursor.lastrowid or 0)

    def _do(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()
