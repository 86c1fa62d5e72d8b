"""What is stated of things, as (thing, property, value): the one input of every view.

The rows of the `facts.rq` queries are of this shape, and so are a record's own quads. A view
reads only the properties it needs, so the more that is stated around them makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from kg.model.facts import Fact, Value
from kg.vocab import RDF

Stated: TypeAlias = tuple[tuple[str, Mapping[str, set[Value]] | None], ...]

_NONE: Final[frozenset[Value]] = frozenset()


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
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def values(self, thing: str, name: str) -> list[Value]:
        """Return every value, in order."""
        return sorted(self._values(thing, name))

    def texts(self, thing: str, name: str) -> tuple[str, ...]:
        """Return the distinct texts of all values, in order."""
        return tuple(sorted({value.text for value in self.values(thing, name)}))

    def text(self, thing: str, name: str) -> str | None:
        """Return the text of the least value, None where there is none."""
        values = self._values(thing, name)
        return min(values).text if values else None

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
        if name not in self._inverse:
            found: dict[str, list[str]] = defaultdict(list)
            for thing in self.things():
                for each in self._values(thing, name):
                    if each.is_iri:
                        found[each.text].append(thing)
            self._inverse[name] = found
        return self._inverse[name].get(value, [])

    def stated(self, things: Iterable[str]) -> Stated:
        """Return all that is stated of these things, in no order: quick to compare."""
        return tuple((thing, self._stated.get(thing)) for thing in things)

    def about(self, things: Iterable[str]) -> list[Fact]:
        """Return all facts of these things, in order."""
        return [
            Fact(thing, name, value)
            for thing in sorted(set(things))
            for name in sorted(self._stated.get(thing, ()))
            for value in self.values(thing, name)
        ]

    def _values(self, thing: str, name: str) -> AbstractSet[Value]:
        properties = self._stated.get(thing)
        return properties.get(name, _NONE) if properties else _NONE
