"""The score of a candidate: only how well words fit, and how it is made up.

`score = 100 x fit of the name`; where properties are given, `100 x (fit of the name + mean fit of
the properties) / 2`. The fit of words is that of `kg.search.fitting`; a number or a thing fits
wholly or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import BadParameterError
from kg.model.reconciliation import Cell, Feature, GivenEntity, GivenProperty
from kg.reading.reconciled_properties import Property, property_of
from kg.search.fitting import equal, fit
from kg.search.naming import Json, kind_of

GivenValue: TypeAlias = str | bool | int | float | GivenEntity
ANONYMOUS = ("group", "undisclosed")


@dataclass(frozen=True, slots=True)
class Given:
    """A property and the values that are asked for: any of them will do."""

    property: Property
    values: tuple[GivenValue, ...]

    def fit(self, item: Json, noun: str, base: str) -> float:
        """Return how well the best of a thing's values fits, from 0 to 1; 0 where it has none."""
        cells = self.property.cells(item, noun, base)
        return max((_fit(value, cell) for value in self.values for cell in cells), default=0.0)

    def is_equal(self, item: Json, noun: str, base: str) -> bool:
        """Return whether one of the values is the same, but for case."""
        cells = self.property.cells(item, noun, base)
        return any(_equal(value, cell) for value in self.values for cell in cells)


@dataclass(frozen=True, slots=True)
class Scored:
    """A thing with a name like the one asked for.

    `name` is the recorded name that fits best, `properties` the fits by id. `certain` says that
    no other thing has an equal name, that all properties are equal, and that it is nobody
    anonymous; `by_id` that the words are its id, and no name.
    """

    iri: str
    label: str
    kind: str | None
    name: str
    fit: float
    equal: bool
    properties: tuple[tuple[str, float], ...]
    certain: bool
    by_id: bool = False

    @property
    def score(self) -> float:
        """The score, from 0 to 100."""
        if not self.properties:
            return round(100 * self.fit, 1)
        mean = sum(found for _, found in self.properties) / len(self.properties)
        return round(100 * (self.fit + mean) / 2, 1)

    @property
    def features(self) -> tuple[Feature, ...]:
        """What the score is made of."""
        shares = [("name", self.fit), *self.properties]
        return (
            *(Feature(id=each, value=round(value, 3)) for each, value in shares),
            Feature(id="equal-name", value=self.equal),
        )

    @property
    def order(self) -> tuple[float, bool, str]:
        """What to sort by: the best first, of these the equal ones, then by IRI."""
        return (-self.score, not self.equal, self.iri)


def given_of(properties: Sequence[GivenProperty]) -> tuple[Given, ...]:
    """Return the properties of a query.

    Raises:
        BadParameterError: there is no such property, or it is given twice.
    """
    found: dict[str, Given] = {}
    for n, each in enumerate(properties):
        where = f"properties.{n}.pid"
        if each.pid in found:
            raise BadParameterError(
                f"“{each.pid}” is given twice", where=where, hint="give all its values in one `v`"
            )
        values = each.v if isinstance(each.v, tuple) else (each.v,)
        found[each.pid] = Given(property_of(each.pid, where), values)
    return tuple(found.values())


def words_of(query: str | None, given: Iterable[Given]) -> str:
    """Return the words to look for in names: the query, or a property that is a name.

    Raises:
        BadParameterError: there are none.
    """
    words = [query] if query is not None else [
        value
        for each in given
        if each.property.naming
        for value in each.values
        if isinstance(value, str)
    ]  # fmt: skip
    if len(words) != 1 or not words[0].strip():
        raise BadParameterError(
            "there is no name to look for",
            where="query",
            hint="give words as query, or one text as property names, title or label",
        )
    return words[0].strip()


def scored(found: Json, items: Json, given: Sequence[Given], base: str) -> list[Scored]:
    """Return what the index found, with what is recorded of it compared, best first."""
    best = [_scored(each, found["equal"], items.get(each["iri"]), given, base)
            for each in found["items"]]  # fmt: skip
    return sorted(best, key=lambda each: each.order)


def _scored(
    each: Json, equals: Sequence[str], item: Json | None, given: Sequence[Given], base: str
) -> Scored:
    iri, noun = each["iri"], kind_of(each["iri"])
    anonymous = noun == "speaker" and (each["kind"] or ANONYMOUS[0]) in ANONYMOUS
    same = item is not None and all(one.is_equal(item, noun, base) for one in given)
    return Scored(
        iri=iri,
        label=each["label"],
        kind=each["kind"],
        name=each["name"],
        fit=each["fit"],
        equal=iri in equals,
        properties=tuple(
            (one.property.id, one.fit(item, noun, base) if item else 0.0) for one in given
        ),
        certain=list(equals) == [iri] and not anonymous and (same or not given),
        by_id=each["by_id"],
    )


def _fit(value: GivenValue, cell: Cell) -> float:
    text = cell.get("str")
    if isinstance(value, str) and isinstance(text, str):
        return fit(value, text)
    return float(_equal(value, cell))


def _equal(value: GivenValue, cell: Cell) -> bool:
    if isinstance(value, GivenEntity):
        return cell.get("id") == value.id
    if "int" in cell:
        return str(cell["int"]) == str(value)
    there = cell.get("str", cell.get("name"))
    return isinstance(value, str) and (equal(value, str(there)) or value == cell.get("id"))
