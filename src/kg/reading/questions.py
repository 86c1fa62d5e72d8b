"""What may be looked up, and as what the index and SPARQL are asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypedDict, get_args

from kg.errors import BadParameterError
from kg.reading.asked import words
from kg.reading.knowledge import Knowledge
from kg.reading.linking import Values
from kg.search.differing import MOST_WORDS as MOST_COMPARED
from kg.search.folding import words as folded
from kg.search.levelling import sought
from kg.search.naming import Json
from kg.search.urls import normal

Kind = Literal["text", "quote", "url", "near", "speaker", "place", "topic"]


class LookedUp(TypedDict, total=False):
    """What is given to be looked up; exactly one of them."""

    text: str | None
    quote: str | None
    url: str | None
    near: str | None
    speaker: str | None
    place: str | None
    topic: str | None


KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MOST_WORDS: Final = 50
NOUNS: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("speaker",),
    "place": ("place",),
    "topic": ("speaker", "place", "thing"),
}
"""What the name of a speaker, a place or a topic may be of."""

_EDGES: Final = re.compile(r"^\W+|\W+$")
_ID: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_PATH: Final = re.compile(rf"([a-z]+)/({_ID.pattern})")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked up: what the index is asked, and with what the same is asked in SPARQL."""

    kind: Kind
    value: str
    ask: Json
    values: Values

    @property
    def query(self) -> str:
        """The catalogue query that gives the same claims, or the wordings that were compared."""
        return "lookups/wordings" if self.kind == "near" else f"lookups/by-{self.kind}"

    @property
    def is_name(self) -> bool:
        """Whether it is a name, which several things may have."""
        return self.kind in NOUNS


def only_one(given: LookedUp) -> tuple[Kind, str]:
    """Return the one thing to look up that is given, and as what.

    Raises:
        BadParameterError: it is none, or several.
    """
    found = [(kind, value) for kind in KINDS if (value := given.get(kind)) is not None]
    if len(found) != 1:
        raise BadParameterError(
            f"give exactly one of {', '.join(KINDS)}" if found else "nothing to look up was given",
            where=", ".join(kind for kind, _ in found) or "text",
            hint="for example text=Sarybaba",
        )
    return found[0]


def question(knowledge: Knowledge, kind: Kind, value: str) -> Question:
    """Return what to ask for some words, a quotation, an address or a name.

    Raises:
        BadParameterError: there is nothing in it to look for, or it is no address.
    """
    value = words(knowledge.catalogue["lookups/by-quote"], "quote", value, where=kind)
    match kind:
        case "url":
            return Question(kind, value, {"url": normal(value)}, {"url": value})
        case "quote":
            quoted = _something(kind, sought(value))
            return Question(kind, value, {"words": quoted}, {"quote": quoted})
        case "near":
            return Question(kind, value, {"text": _comparable(kind, value)}, {})
        case "text":
            found = _words(kind, value)
            return Question(kind, value, {"words": list(found)}, {"text": found})
    return _name(knowledge, kind, value)


def _name(knowledge: Knowledge, kind: Kind, value: str) -> Question:
    name = _something(kind, value.strip())
    iris = [knowledge.base + each for each in _paths(NOUNS[kind], name)]
    if name.startswith(knowledge.base):
        iris = [name]
    asked = {"kind": kind, "name": name, "nouns": list(NOUNS[kind]), "iris": iris}
    return Question(kind, value, asked, {"name": name})


def _paths(nouns: tuple[str, ...], name: str) -> list[str]:
    """Return what follows the base in the IRIs that an id may stand for."""
    if (path := _PATH.fullmatch(name)) and path[1] in nouns:
        return [name]
    return [f"{noun}/{name}" for noun in nouns] if _ID.fullmatch(name) else []


def _words(kind: Kind, value: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, (_EDGES.sub("", word) for word in value.split()))))
    _something(kind, "".join(found))
    if len(found) > MOST_WORDS:
        raise BadParameterError(
            f"these are {len(found)} words",
            where=kind,
            hint=f"give at most {MOST_WORDS}, or look the sentence up as quote",
        )
    return found


def _comparable(kind: Kind, value: str) -> str:
    number = len(folded(value))
    if number > MOST_COMPARED:
        raise BadParameterError(
            f"these are {number} words",
            where=kind,
            hint=f"give at most {MOST_COMPARED}: a sentence or two",
        )
    return value if number else _something(kind, "")


def _something(kind: Kind, value: str) -> str:
    if value:
        return value
    raise BadParameterError(
        "there is nothing to look for in that", where=kind, hint="write some words"
    )
