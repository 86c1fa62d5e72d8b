"""What is stated of things, as (thing, property, value): the one input of every view.

The rows of the `facts.rq` queries are of this shape, and so are a record's own quads. A view
reads only the properties it needs, so the more that is stated around them makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.vocab import RDF


class Value(NamedTuple):
    """An IRI, or the lexical form of a literal with its language tag (empty without one)."""

    text: str
    language: str = ""
    is_iri: bool = False


class Fact(NamedTuple):
    """One thing has one value for one property."""

    thing: str
    property: str
    value: Value


class Facts:
    """A set of facts; where one value is wanted and several are stated, the least one is given.

    So the answer depends on what is stated and never on the order it arrived in.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Take every fact once."""
        stated: dict[str, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
        for thing, name, value in facts:
            stated[thing][name].add(value)
        self._stated: Mapping[str, Mapping[str, set[Value]]] = stated

    def values(self, thing: str, name: str) -> list[Value]:
        """Return every value, in order."""
        properties = self._stated.get(thing)
        return sorted(properties.get(name, ())) if properties else []

    def texts(self, thing: str, name: str) -> tuple[str, ...]:
        """Return the distinct texts of all values, in order."""
        return tuple(sorted({value.text for value in self.values(thing, name)}))

    def text(self, thing: str, name: str) -> str | None:
        """Return the text of the least value, None where there is none."""
        values = self.values(thing, name)
        return values[0].text if values else None

    def flag(self, thing: str, name: str) -> bool:
        """Return whether the value is true; Virtuoso writes it as 1."""
        return self.text(thing, name) in ("true", "1")

    def things(self) -> list[str]:
        """Return everything of which something is stated, in order."""
        return sorted(self._stated)

    def named(self) -> list[str]:
        """Return every IRI that is a value of anything, in order."""
        return sorted(
            {
                value.text
                for names in self._stated.values()
                for values in names.values()
                for value in values
                if value.is_iri
            }
        )

    def of_type(self, *types: str) -> list[str]:
        """Return the things of any of these classes, in order."""
        wanted = {Value(name, is_iri=True) for name in types}
        kind = RDF + "type"
        return sorted(
            thing for thing, names in self._stated.items() if wanted & names.get(kind, set())
        )

    def subjects(self, name: str, value: str) -> list[str]:
        """Return the things whose property `name` has the IRI `value`, in order."""
        wanted = Value(value, is_iri=True)
        return sorted(
            thing for thing, names in self._stated.items() if wanted in names.get(name, ())
        )

    def about(self, things: Iterable[str]) -> list[Fact]:
        """Return all facts of these things, in order."""
        return [
            Fact(thing, name, value)
            for thing in sorted(set(things))
            for name in sorted(self._stated.get(thing, ()))
            for value in self.values(thing, name)
        ]
