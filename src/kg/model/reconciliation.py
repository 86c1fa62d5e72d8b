"""What clients of the Reconciliation Service API 0.2 send and get (W3C community group, 2023).

Members that the specification does not know (`found`, `cut`, `more`, `unknown`, `revision`) say
how far an answer reaches; clients pass over them.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, JsonValue

from kg.model.views import View

MOST_QUERIES: Final = 100
MOST_CHARACTERS: Final = 5000
MOST_CANDIDATES: Final = 100
MOST_VALUES: Final = 20

Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
EntityId = Annotated[str, Field(min_length=1, max_length=1000)]


class GivenEntity(View):
    """A value that was matched itself: a thing of ours."""

    id: EntityId
    name: str | None = Field(None, max_length=MOST_CHARACTERS)


GivenValue = Annotated[str, Field(max_length=MOST_CHARACTERS)] | bool | int | float | GivenEntity


class GivenProperty(View):
    """What else is known of the thing looked for."""

    pid: Text
    v: GivenValue | Annotated[tuple[GivenValue, ...], Field(min_length=1, max_length=MOST_VALUES)]


class NameQuery(View):
    """One reconciliation query: words, or properties, or both."""

    query: Text | None = None
    type: Text | Annotated[tuple[Text, ...], Field(max_length=MOST_VALUES)] | None = None
    limit: int = Field(10, ge=1, le=MOST_CANDIDATES)
    properties: tuple[GivenProperty, ...] = Field((), max_length=MOST_VALUES)
    type_strict: Literal["any", "should", "all"] = "any"


class EntityType(View):
    """A type of things."""

    id: str
    name: str


class Feature(View):
    """One number or truth value the score was made of."""

    id: str
    value: bool | float


class NamedAlike(View):
    """A thing with a name like the one asked for; `score` (0 to 100) is only how words fit.

    `match` is true where it is the only one with an equal name and every property is equal, and
    it is no anonymous speaker. Even that does not say that the two are the same.
    """

    id: str
    name: str
    description: str
    score: float
    features: tuple[Feature, ...]
    match: bool
    type: tuple[EntityType, ...]


class Reconciled(View):
    """The candidates for one query, best first.

    `found` counts all there are, of which `limit` were asked for. With `cut` not every name that
    is alike was compared.
    """

    result: tuple[NamedAlike, ...]
    found: int
    cut: bool
    revision: int | None


class SuggestedEntity(View):
    """A thing whose name has the words typed."""

    id: str
    name: str
    description: str
    notable: tuple[EntityType, ...]


class SuggestedEntities(View):
    """Some of them; with `more` there are others, after as many as `cursor` passes over."""

    result: tuple[SuggestedEntity, ...]
    more: bool
    revision: int | None


class SuggestedTypes(View):
    """Types that have the words typed."""

    result: tuple[EntityType, ...]


class SuggestedProperty(View):
    """A property, and what its values are."""

    id: str
    name: str
    description: str


class SuggestedProperties(View):
    """Properties that have the words typed."""

    result: tuple[SuggestedProperty, ...]


class ProposedProperties(View):
    """What can be asked of the things of one type."""

    type: str
    properties: tuple[SuggestedProperty, ...]


class WantedProperty(View):
    """A property asked for; no property here has settings."""

    id: Text
    settings: dict[str, JsonValue] | None = Field(None, max_length=0)


class ExtensionQuery(View):
    """Which properties of which things are asked for."""

    ids: tuple[EntityId, ...] = Field(max_length=MOST_QUERIES)
    properties: tuple[WantedProperty, ...] = Field(max_length=MOST_VALUES)


class PropertyMeta(View):
    """A property that was asked for."""

    id: str
    name: str


class EntityPropertyMeta(PropertyMeta):
    """A property whose values are things of ours."""

    type: EntityType


Cell: TypeAlias = dict[str, str | int]
"""One value: `{"str": text}`, `{"int": number}`, or `{"id": ..., "name": ...}` of a thing."""


class Extended(View):
    """The values by thing and property; of those in `unknown` nothing is recorded here."""

    meta: tuple[EntityPropertyMeta | PropertyMeta, ...]
    rows: dict[str, dict[str, tuple[Cell, ...]]]
    unknown: tuple[str, ...]
    revision: int | None
