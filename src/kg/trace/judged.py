"""What is known besides the attributions when origins are grouped: judgements, and who uttered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg.model.views import Pointer, Ref, SpeakerRef

Relation: TypeAlias = Literal["sameSpeaker", "sameUtterance", "copyOf"]

RELATIONS: Final[tuple[Relation, ...]] = ("sameSpeaker", "sameUtterance", "copyOf")
"""The judgements that make origins one; no other counts here."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One judgement: `judges` is the same as `against`, or a copy of it, `by` says."""

    judgement: Pointer
    relation: Relation
    judges: Ref
    against: Ref
    by: Ref
    by_program: bool
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Uttered:
    """Who uttered what an utterance reports, and on whose behalf."""

    utterance: Ref
    spoken_by: SpeakerRef
    on_behalf_of: SpeakerRef | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything of the kind that touches the chains of a claim, in any order."""

    opinions: tuple[Opinion, ...] = ()
    uttered: tuple[Uttered, ...] = ()

    def about(self, things: Iterable[str]) -> Judged:
        """Return what is about some things, or about what that names, and so on.

        So a trace is the same whatever else was asked for with it.
        """
        naming: dict[str, list[Opinion | Uttered]] = defaultdict(list)
        for opinion in self.opinions:
            naming[opinion.judges.iri].append(opinion)
            naming[opinion.against.iri].append(opinion)
        for one in self.uttered:
            naming[one.utterance.iri].append(one)
        known = set(things)
        to_do, found = sorted(known), set[Opinion | Uttered]()
        while to_do:
            for each in naming.pop(to_do.pop(), ()):
                found.add(each)
                beyond = set(named_in(each)) - known
                known |= beyond
                to_do += sorted(beyond)
        return Judged(
            opinions=tuple(each for each in self.opinions if each in found),
            uttered=tuple(each for each in self.uttered if each in found),
        )


def named_in(each: Opinion | Uttered) -> tuple[str, ...]:
    """Return the IRIs of what a judgement or utterance ties together."""
    if isinstance(each, Opinion):
        return each.judges.iri, each.against.iri
    behind = () if each.on_behalf_of is None else (each.on_behalf_of.iri,)
    return each.utterance.iri, each.spoken_by.iri, *behind
