"""Sentences of reported speech, one layer inside the other: A says that B claims that ..."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias

from kg.records.anchors import Span
from kg_bench.chance import Choice, happens
from kg_bench.claims import Claim
from kg_bench.dates import any_day, uncertain
from kg_bench.phrases import ACTS, BASES, Manner
from kg_bench.printing import Text
from kg_bench.words import in_script
from kg_bench.world import Defined, World

Json: TypeAlias = dict[str, Any]

DEPTHS: Final = Choice({1: 44, 2: 36, 3: 14, 4: 6})
"""So that a good half of all attributions stand in another."""

HEDGED: Final = 0.2
PRINTED_DATE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a sentence: who speaks, in which manner, and where the words stand.

    `within` counts up from the sentence's outermost layer, 0; None for that layer itself.
    """

    speaker: Defined
    basis: str
    act: str
    claim: Claim
    start: int
    end: int
    mention: Span | None
    cue: str | None
    hedge: str | None
    said: tuple[Json, Span] | None
    within: int | None

    @property
    def span(self) -> Span:
        """Where the layer's words stand: from its speaker to the end of the sentence."""
        return Span(self.start, self.end)


class Reporter:
    """Writes the sentences of one source."""

    def __init__(self, world: World, random: Random, manner: Manner, author: Defined) -> None:
        """Write in a manner; `author` is credited where the source speaks for itself."""
        self._world = world
        self._random = random
        self._manner = manner
        self._author = author
        self._anonymous = 0

    def sentence(self, text: Text, language: str, inner: Claim, outer: Claim) -> list[Layer]:
        """Add a sentence to the text and return its layers, the outermost first.

        The innermost one is about `inner`, those around it about `outer`.
        """
        depth = DEPTHS.pick(self._random)
        acts = ["assert"] * (depth - 1) + [ACTS.pick(self._random)]
        unfinished = [self._layer(text, n, depth, act) for n, act in enumerate(acts)]
        vocabulary = self._world.vocabulary
        text.add(in_script(vocabulary.reworded(self._random, inner.words, 0.3), language))
        layers = [
            Layer(**one, claim=inner if n == depth - 1 else outer, end=text.length)
            for n, one in enumerate(unfinished)
        ]
        text.add(". ")
        return layers

    def _layer(self, text: Text, number: int, depth: int, act: str) -> Json:
        random, manner, start = self._random, self._manner, text.length
        basis = BASES.pick(random)
        if basis == "authorVoice" and depth > 1:
            basis = "named"
        speaker, words = self._credited(basis)
        mention = text.add(words) if words else None
        layer: Json = {
            "speaker": speaker, "basis": basis, "act": act, "start": start, "mention": mention,
            "cue": None, "hedge": None, "said": None, "within": number - 1 if number else None,
        }  # fmt: skip
        if basis == "authorVoice":
            return layer | {"act": "assert" if act == "deny" else act}
        text.add(" " if words else f"{manner.nobody} ")
        if happens(random, HEDGED):
            layer["hedge"] = random.choice(manner.hedges)
            text.add(f"{layer['hedge']} ")
        layer["cue"] = manner.cue(random, act)
        text.add(layer["cue"])
        if number == depth - 1 and happens(random, PRINTED_DATE):
            layer["said"] = self._printed_date(text)
        text.add(f" {manner.that} ")
        return layer

    def _credited(self, basis: str) -> tuple[Defined, str | None]:
        """Return a speaker and the words for it, if any are printed."""
        if basis == "authorVoice":
            return self._author, None
        if basis in ("named", "context"):
            speaker = self._world.any_speaker(self._random)
            return speaker, speaker.name if basis == "named" else None
        self._anonymous += 1
        words = f"officials in {self._world.any_place(self._random).name}"
        kind = "group" if basis == "described" else "undisclosed"
        entry = {"id": f"{kind}-{self._anonymous}", "kind": kind, "name": words}
        return Defined("speakers", entry), words if basis == "described" else None

    def _printed_date(self, text: Text) -> tuple[Json, Span]:
        date = uncertain(self._random, any_day(self._random))
        text.add(" ")
        return date, text.add(date["verbatim"])
