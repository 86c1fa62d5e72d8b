"""An answer as the JSON that is sent, made where the evidence lies.

A verb of `Collection` is asked by its name, and what it is given travels as JSON. So one job of one
worker makes a whole answer, and the process that serves it carries bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from kg.reading.changes import ChangeFilters
from kg.reading.collection import Collection
from kg.search.filters import Filters, JudgementFilters, Page
from kg.search.naming import Json

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from kg.model.answers import Answer

Verb: TypeAlias = "Callable[..., Awaitable[Answer]]"
"""A method of `Collection` that returns an answer."""

VERBS: Final[Mapping[str, Verb]] = MappingProxyType(
    {
        verb.__name__: verb
        for verb in (
            Collection.claims, Collection.claim, Collection.claim_attributions, Collection.trace,
            Collection.contradictions, Collection.attributions_of_known, Collection.attribution,
            Collection.speakers, Collection.speaker, Collection.speaker_attributions,
            Collection.positions, Collection.sources, Collection.source,
            Collection.source_attributions, Collection.source_text, Collection.judgements,
            Collection.judgement, Collection.changes, Collection.compare, Collection.lookup,
        )
    }
)  # fmt: skip
"""What can be asked by name."""

_MODELS: Final = MappingProxyType(
    {model.__name__: model for model in (Page, Filters, JudgementFilters, ChangeFilters)}
)
_MODEL: Final = "model"
_FIELDS: Final = "fields"


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer: its JSON, the revision it shows, and the cursor of the page after it."""

    body: bytes
    revision: int | None
    next: str | None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Write an answer."""
        following: str | None = getattr(answer, "next", None)
        return cls(answer.model_dump_json().encode(), answer.revision, following)


@dataclass(frozen=True, slots=True)
class Call:
    """A verb and what it is given.

    Raises:
        ValueError: the verb cannot be asked by its name.
    """

    verb: Verb
    given: Sequence[Any]
    named: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse here what no worker would know."""
        if self.verb not in VERBS.values():
            raise ValueError(f"{self.verb!r} cannot be asked by its name: put it into VERBS")

    def made(self, collection: Collection) -> Awaitable[Answer]:
        """Ask a collection."""
        return self.verb(collection, *self.given, **self.named)

    def as_json(self) -> Json:
        """Return it as JSON values."""
        return {
            "verb": self.verb.__name__,
            "given": [_sent(value) for value in self.given],
            "named": {name: _sent(value) for name, value in self.named.items()},
        }

    @classmethod
    def from_json(cls, sent: Mapping[str, Any]) -> Self:
        """Read it again."""
        named = {name: _received(value) for name, value in sent["named"].items()}
        return cls(VERBS[sent["verb"]], [_received(value) for value in sent["given"]], named)


def _sent(value: Any) -> Any:  # noqa: ANN401  (whatever a verb takes)
    for name, model in _MODELS.items():
        if type(value) is model:
            return {_MODEL: name, _FIELDS: value.model_dump(exclude_defaults=True)}
    return value


def _received(value: Any) -> Any:  # noqa: ANN401  (whatever a verb takes)
    if isinstance(value, dict):
        return _MODELS[value[_MODEL]].model_validate(value[_FIELDS])
    return value
