"""An invented collection, record by record, as the quads the load path makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

from pyoxigraph import Quad

from kg.keeping.ontology import Ontology
from kg.rdf.change import Change, change_quads
from kg.rdf.ids import Iris
from kg.rdf.record import quads
from kg.records import ResolvedRecord, parse
from kg_bench.documents import Author, Written

BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)


def recorded_at(number: int) -> datetime:
    """Return when the record with that number (from 1) is said to be taken: one each second."""
    return BEGIN + timedelta(seconds=number)


@dataclass(frozen=True, slots=True)
class Step:
    """One more record: as its author writes it, as it is read, and the quads new with it."""

    written: Written
    record: ResolvedRecord
    quads: list[Quad]


class Invented:
    """A collection of at least so many quads; every quad is yielded once."""

    def __init__(self, seed: int, quads: int, base: str) -> None:
        """Prepare; the seed decides everything."""
        self._author = Author(seed, quads)
        self._wanted = quads
        self._iris = Iris(base)
        self._shared: set[int] = set()
        self.count = 0

    def ontology(self) -> list[Quad]:
        """Return the quads of the graph that holds the ontology."""
        found = list(dict.fromkeys(Ontology().quads(self._iris.graph("ontology"))))
        self.count += len(found)
        return found

    def steps(self) -> Iterator[Step]:
        """Yield records until there are enough quads."""
        number = 0
        while self.count < self._wanted:
            number += 1
            written = self._author.write()
            record = parse(
                written.encoded(), name=f"{written.record}.json", text=written.text.encode()
            )
            found = list(self._new(record, number))
            self.count += len(found)
            yield Step(written, record, found)

    def _new(self, record: ResolvedRecord, number: int) -> Iterator[Quad]:
        own = self._iris.record(record.record, 1)
        at = recorded_at(number)
        found = quads(record, self._iris, version=1, recorded_at=at, event=number)
        change = Change(number, "accepted", record.record, at, "benchmark", version=1)
        for quad in chain(found, change_quads(change, self._iris)):
            if quad.graph_name == own or self._is_new(quad):
                yield quad

    def _is_new(self, quad: Quad) -> bool:
        """Note a quad that records share; 64 bits of hash are enough to tell a million apart."""
        mark = hash(quad)
        known = mark in self._shared
        self._shared.add(mark)
        return not known
