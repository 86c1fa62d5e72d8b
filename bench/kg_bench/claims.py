"""What is said: new claims, and those that were heard before."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Zipf, happens
from kg_bench.dates import any_day, uncertain
from kg_bench.world import Defined, World

Json: TypeAlias = dict[str, Any]

RECENT: Final = 300
"""How many claims are on everybody's lips."""

_MOST: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with the words that sources vary when they report it."""

    defined: Defined
    words: str

    @property
    def id(self) -> str:
        """The id the author gave."""
        return self.defined.id


class Claims:
    """All claims so far."""

    def __init__(self, world: World) -> None:
        """Begin with none."""
        self._world = world
        self._popular = Zipf(_MOST)
        self.made: list[Claim] = []

    def any(self, random: Random, share_new: float) -> Claim:
        """Return a new claim in that share of cases, else one made before."""
        new = not self.made or happens(random, share_new)
        return self.new(random) if new else self.again(random)

    def again(self, random: Random) -> Claim:
        """Return a claim made before: half the time a recent one, else a popular one."""
        if happens(random, 0.5):
            return random.choice(self.made[-RECENT:])
        return self.made[self._popular.rank(random, below=len(self.made))]

    def new(self, random: Random) -> Claim:
        """Make a claim about a speaker, a place and perhaps a thing of the world."""
        world = self._world
        subject, place = world.any_speaker(random), world.any_place(random)
        about = [subject, place]
        if happens(random, 0.3):
            about.append(world.any_thing(random))
        words = world.vocabulary.phrase(random, 4, 9)
        entry: Json = {
            "id": f"{'-'.join(words.split(' ')[:3])}-{len(self.made) + 1}",
            "text": f"{subject.name} {words} {place.name}",
            "language": "en",
            "about": [topic.id for topic in about],
        }
        needs = [*about]
        if happens(random, 0.4):
            entry["situation"] = uncertain(random, any_day(random))
        if happens(random, 0.4):
            relation = world.any_relation(random)
            part = {"subject": subject.id, "relation": relation.id, "object": place.id}
            entry["content"] = [part]
            needs.append(relation)
        if self.made and happens(random, 0.05):
            whole = self.again(random).defined
            entry["part_of"] = whole.id
            needs.append(whole)
        self.made.append(Claim(Defined("claims", entry, tuple(needs)), words))
        return self.made[-1]
