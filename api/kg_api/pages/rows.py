"""Rows of a query as a table: IRIs of ours as links to their pages, everything else as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.base import Answer
from kg.vocab import PREFIXES
from kg_api.pages.addresses import page_about

MOST_ROWS: Final = 1_000
"""Rows a page shows; the downloads have all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its words, where it leads, and the language or type it has."""

    words: str
    address: str | None = None
    note: str = ""
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer, and how many there are."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    total: int

    @property
    def cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.total > len(self.rows)


def table(answer: Answer, base: str) -> Table:
    """Return an answer in SPARQL results JSON as a table; `base` begins the IRIs of ours."""
    told = json.loads(answer.body)
    if answer.form == "ask":
        return Table(["answer"], [[Cell("yes" if told["boolean"] else "no")]], 1)
    columns, bindings = told["head"]["vars"], told["results"]["bindings"]
    rows = [
        [cell(each[name], base) if name in each else None for name in columns]
        for each in bindings[:MOST_ROWS]
    ]
    return Table(columns, rows, len(bindings))


def cell(term: Mapping[str, str], base: str) -> Cell:
    """Return a term of SPARQL results JSON as a cell; `base` begins the IRIs of ours."""
    value = term["value"]
    if term["type"] == "uri":
        return _named(value, base)
    if term["type"] == "bnode":
        return Cell(f"_:{value}", mono=True)
    note = term.get("xml:lang") or term.get("datatype", "").rpartition("#")[2]
    return Cell(value, note="" if note in ("string", "integer", "boolean") else note)


def _named(iri: str, base: str) -> Cell:
    kind, slash, name = iri.removeprefix(base).partition("/")
    if not iri.startswith(base) or not slash:
        return Cell(_short(iri), mono=True)
    address = page_about(kind, name) if "#" not in name else None
    return Cell(f"{kind}/{name}", address, mono=True)


def _short(iri: str) -> str:
    """Return an IRI with our prefix for it, by the longest namespace that fits; else whole."""
    fitting = [(len(space), name) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"
