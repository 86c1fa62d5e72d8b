"""What records state of the things they share: the same by many records is kept once."""

# ruff: noqa: S608  (SQL is put together from our own words; every value is bound)
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from kg.search.facts import Facts, Stated
from kg.search.naming import kind_of, name_of
from kg.search.tables import Tables
from kg.search.telling import naming
from kg.search.things import owned
from kg.search.urls import known_normal
from kg.vocab import CP, DCTERMS, RDFS, SCHEMA, SKOS

_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NAMED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {"label": RDFS + "label", "alt": SKOS + "altLabel", "title": DCTERMS + "title"}
)

REMEMBERED: Final = 5_000
"""Things of which is remembered what was last stated: a few megabytes."""


class Descriptions:
    """The descriptions in an index open for writing."""

    def __init__(self, tables: Tables) -> None:
        """Write to these tables."""
        self._tables = tables
        self._last: dict[str, tuple[Stated, int]] = {}

    def add(self, record: str, facts: Facts, iris: Iterable[str]) -> None:
        """Note that a record states these facts of some things."""
        self._tables.many(
            "INSERT OR IGNORE INTO described VALUES (?, ?)",
            [(record, self._described(facts, iri)) for iri in iris],
        )

    def remove(self, record: str) -> None:
        """Forget what a record states; what others state as well stays."""
        tables = self._tables
        held = tables.all("SELECT n FROM described WHERE record = ?", record)
        tables.do("DELETE FROM described WHERE record = ?", record)
        for (n,) in held:
            if not tables.all("SELECT 1 FROM described WHERE n = ? LIMIT 1", n):
                self._erase(n)

    def _described(self, facts: Facts, iri: str) -> int:
        """Return the number of what is stated of a thing; often it is what was stated last."""
        things = (iri, *owned(facts, iri))
        stated = facts.stated(things)
        last, n = self._last.get(iri, (None, 0))
        if stated != last:
            n = self._found(facts, iri, things)
            if len(self._last) >= REMEMBERED:
                self._last.clear()
            self._last[iri] = stated, n
        return n

    def _found(self, facts: Facts, iri: str, things: Sequence[str]) -> int:
        body = _AS_JSON([(thing, name, *value) for thing, name, value in facts.about(things)])
        known = self._tables.all("SELECT n FROM description WHERE iri = ? AND body = ?", iri, body)
        return known[0][0] if known else self._write(facts, iri, body)

    def _write(self, facts: Facts, iri: str, body: str) -> int:
        name, noun, tables = name_of(facts, iri), kind_of(iri), self._tables
        n = tables.insert(
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
                into = "name (description, iri, noun, how, text)"
                tables.learn("name", tables.insert(into, n, iri, noun, how, text), text)
        self._learn_naming(facts, iri, n)
        for topic in facts.texts(iri, CP.about):
            tables.do("INSERT INTO about VALUES (?, ?, ?)", topic, iri, n)
        for when in facts.texts(iri, CP.situationDate) + facts.texts(iri, DCTERMS + "issued"):
            bounds = facts.text(when, CP.earliest), facts.text(when, CP.latest)
            tables.do("INSERT INTO dated VALUES (?, ?, ?, ?)", iri, *bounds, n)
        for url in facts.texts(iri, SCHEMA + "url"):
            tables.do("INSERT INTO address VALUES (?, ?, ?, ?)", known_normal(url), url, iri, n)
        return n

    def _learn_naming(self, facts: Facts, iri: str, n: int) -> None:
        if kind_of(iri) != "place" and name_of(facts, iri).kind not in ("person", "organization"):
            return
        names = (text for how in ("label", "alt") for text in facts.texts(iri, _NAMED_BY[how]))
        for word in sorted(frozenset().union(*map(naming, names))):
            self._tables.do("INSERT INTO naming VALUES (?, ?)", word, n)

    def _erase(self, n: int) -> None:
        tables = self._tables
        self._last.clear()
        for word, text in tables.all("SELECT n, text FROM name WHERE description = ?", n):
            tables.forget("name", word, text)
        for table in ("name", "naming", "about", "dated", "address"):
            tables.do(f"DELETE FROM {table} WHERE description = ?", n)
        tables.do("DELETE FROM description WHERE n = ?", n)
