"""The properties of things that clients of reconciliation may compare and fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from kg.errors import BadParameterError
from kg.model.reconciliation import (
    Cell,
    EntityPropertyMeta,
    EntityType,
    PropertyMeta,
    SuggestedProperty,
)
from kg.search.naming import Json

TYPES: Final = MappingProxyType(
    {
        "speaker": EntityType(id="Speaker", name="Speaker"),
        "source": EntityType(id="Source", name="Source"),
        "claim": EntityType(id="Claim", name="Claim"),
        "place": EntityType(id="Place", name="Place"),
    }
)
"""The types by the kind in an IRI; an id after the schema space is a class of the ontology."""

FIRST_KNOWN: Final = "first-known-speaker"


@dataclass(frozen=True, slots=True)
class Property:
    """One property: what it is called, which things have it, and where its values are.

    `values` takes what is recorded of a thing; what it gives is a text, a number, or a thing as
    JSON with `iri` and `label`. `of` is the kind of these things. With `naming` it is a name.
    """

    id: str
    name: str
    nouns: tuple[str, ...]
    description: str
    values: Callable[[Json], Iterable[Any]]
    of: str | None = None
    naming: bool = False

    def cells(self, item: Json, noun: str, base: str) -> tuple[Cell, ...]:
        """Return the values a thing has; ids of things are IRIs without `base`."""
        if noun not in self.nouns:
            return ()
        cells: list[Cell] = []
        for value in self.values(item):
            if value is not None and (cell := _cell(value, base)) not in cells:
                cells.append(cell)
        return tuple(cells)

    @property
    def suggested(self) -> SuggestedProperty:
        """The property as clients are told of it."""
        return SuggestedProperty(id=self.id, name=self.name, description=self.description)

    @property
    def meta(self) -> EntityPropertyMeta | PropertyMeta:
        """The property as the head of a column."""
        if self.of is None:
            return PropertyMeta(id=self.id, name=self.name)
        return EntityPropertyMeta(id=self.id, name=self.name, type=TYPES[self.of])


def _cell(value: Any, base: str) -> Cell:  # noqa: ANN401  (whatever the index holds)
    if isinstance(value, int):
        return {"int": value}
    if isinstance(value, str):
        return {"str": value}
    return {"id": value["iri"].removeprefix(base), "name": value["label"]}


def _names(item: Json) -> list[str]:
    return [item["label"], *(name["text"] for name in item["names"])]


def _issued(item: Json) -> list[str | None]:
    issued = item["issued"]
    return [issued["edtf"] or issued["verbatim"]] if issued else []


PROPERTIES: Final = MappingProxyType(
    {
        each.id: each
        for each in (
            Property(
                "names", "names", ("speaker", "place"),
                "Every recorded name, in every language and script.", _names, naming=True,
            ),
            Property(
                "title", "title", ("source",),
                "The title, or the label of a source that is only cited.",
                lambda item: [item["title"] or item["label"]], naming=True,
            ),
            Property(
                "label", "label", ("claim",),
                "The text of the claim.", lambda item: [item["label"]], naming=True,
            ),
            Property(
                "kind", "kind", ("speaker", "source"),
                "person, organization, group or undisclosed; of a source, what kind of text.",
                lambda item: [item["kind"]],
            ),
            Property(
                "mentions", "mentions as printed", ("speaker",),
                "Every wording that sources print for the speaker, never corrected.",
                lambda item: item["mentions"],
            ),
            Property(
                "roles", "roles as printed", ("speaker",),
                "Titles that sources print; nobody vouches that they are right.",
                lambda item: [role["title"] for role in item["roles"]],
            ),
            Property(
                "local-to", "means something only in", ("speaker",),
                "The one source in which a group or undisclosed speaker means anything.",
                lambda item: [item["local_to"]], of="source",
            ),
            Property(
                "url", "address", ("source",),
                "The address of the source.", lambda item: [item["url"]],
            ),
            Property(
                "issued", "issued", ("source",),
                "When it was published, as EDTF where that is known, else as printed.", _issued,
            ),
            Property(
                FIRST_KNOWN, "first known speaker", ("claim",),
                "Whoever is first known here to have said it; none where dates do not tell.",
                lambda item: [item["first_known"]], of="speaker",
            ),
            Property(
                "attributions", "number of attributions", ("speaker", "source", "claim"),
                "How many attributions credit the speaker, stand in the source, make the claim.",
                lambda item: [item["counts"]["attributions"]],
            ),
        )
    }
)  # fmt: skip


def noun_of(type_id: str, where: str) -> str:
    """Return the kind in the IRIs of a type.

    Raises:
        BadParameterError: there is no such type.
    """
    for noun, each in TYPES.items():
        if each.id == type_id:
            return noun
    known = ", ".join(each.id for each in TYPES.values())
    raise BadParameterError(f"no such type: “{type_id}”", where=where, hint=f"there are {known}")


def property_of(property_id: str, where: str) -> Property:
    """Return a property by its id.

    Raises:
        BadParameterError: there is no such property.
    """
    if property_id not in PROPERTIES:
        raise BadParameterError(
            f"no such property: “{property_id}”",
            where=where,
            hint=f"there are {', '.join(PROPERTIES)}",
        )
    return PROPERTIES[property_id]


def proposed(noun: str) -> tuple[SuggestedProperty, ...]:
    """Return the properties of the things of one kind."""
    return tuple(each.suggested for each in PROPERTIES.values() if noun in each.nouns)
