"""Building quads without repeating how each kind of value is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TypeAlias, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import CPV, RDF, XSD

Term: TypeAlias = NamedNode | Literal
Facts: TypeAlias = Iterator[tuple[NamedNode, NamedNode, Term]]

A = TypeVar("A")
TYPE = NamedNode(RDF + "type")


def iri(value: str) -> NamedNode:
    """Return a full IRI as a term."""
    return NamedNode(value)


@cache
def term(value: str) -> NamedNode:
    """Return one of the few hundred IRIs of the vocabularies, made once."""
    return NamedNode(value)


@cache
def value(name: str) -> NamedNode:
    """Return a value of our lists, such as `assert`."""
    return NamedNode(CPV(name))


def text(words: str, language: str | None = None) -> Literal:
    """Return words as a plain or language-tagged literal."""
    return Literal(words) if language is None else Literal(words, language=language)


def typed(lexical: str, datatype: str) -> Literal:
    """Return a literal of an XML Schema datatype, in the lexical form given."""
    return Literal(lexical, datatype=term(XSD + datatype))


def whole(number: int) -> Literal:
    """Return an xsd:integer."""
    return typed(str(number), "integer")


def decimal(number: float) -> Literal:
    """Return an xsd:decimal with the shortest digits that mean the same number."""
    return typed(format(Decimal(repr(number)), "f"), "decimal")


def day(when: date) -> Literal:
    """Return an xsd:date."""
    return typed(when.isoformat(), "date")


def instant(moment: datetime) -> Literal:
    """Return an xsd:dateTime in UTC.

    Raises:
        ValueError: the time has no zone, so it does not say when.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return typed(moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), "dateTime")


def given(make: Callable[[A], Term], part: A | None) -> Term | None:
    """Return the term made of a part, or None where there is no such part."""
    return None if part is None else make(part)


class Node:
    """One subject and the facts about it; what is absent (None) yields no fact."""

    def __init__(self, subject: NamedNode, *types: str) -> None:
        """Begin with the types."""
        self.subject = subject
        self._facts: list[tuple[NamedNode, NamedNode, Term]] = [
            (subject, TYPE, term(one)) for one in types
        ]

    def add(self, predicate: str, *objects: Term | None) -> Node:
        """Add a fact for each object there is, equal ones once, and return the node."""
        for one in dict.fromkeys(objects) if len(objects) > 1 else objects:
            if one is not None:
                self._facts.append((self.subject, term(predicate), one))
        return self

    def facts(self) -> Facts:
        """Yield the facts in the order they were added."""
        yield from self._facts


def in_graph(graph: NamedNode, facts: Facts) -> Iterator[Quad]:
    """Yield each fact as a quad of a graph."""
    for subject, predicate, object_ in facts:
        yield Quad(subject, predicate, object_, graph)
