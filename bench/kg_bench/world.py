"""Who and what the invented sources speak of; everything is made from its number alone.

Speakers are ranked: the first are credited most (Zipf), as ministries are in news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Zipf, happens
from kg_bench.words import Vocabulary, in_script, name

Json: TypeAlias = dict[str, Any]

NAMED_IN: Final = ("az", "ru", "el", "hy", "ka", "ar")
POSTS: Final = ("spokesperson", "minister", "deputy minister", "chair", "envoy", "analyst")
BODIES: Final = ("Ministry", "Council", "Desk", "Group", "Agency")
RELATIONS: Final = (
    "approached", "occupied", "supplied", "met", "sanctioned", "funded", "left", "repaired",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Defined:
    """Something a record declares in the list `field`, after what its entry refers to."""

    field: str
    entry: Json
    needs: tuple[Defined, ...] = ()

    @property
    def id(self) -> str:
        """The id the author gave."""
        return str(self.entry["id"])

    @property
    def name(self) -> str:
        """The name to show."""
        return str(self.entry["name"])

    def all(self) -> Iterator[Defined]:
        """Yield everything a record has to declare to use this."""
        for need in self.needs:
            yield from need.all()
        yield self


class World:
    """Speakers, places, things and words for a collection of a size."""

    def __init__(self, seed: int, quads: int) -> None:
        """Lay out a world; more quads speak of more of it."""
        self.seed = str(seed)
        self.vocabulary = Vocabulary(self.seed)
        speakers = max(100, quads // 500)
        self._speakers = Zipf(speakers)
        self._organizations = Zipf(speakers // 2)
        self._places = Zipf(max(50, quads // 2500))
        self._things = Zipf(max(30, quads // 5000))
        self.speaker = cache(self._speaker)
        self.place = cache(self._place)
        self.thing = cache(self._thing)

    def any_speaker(self, random: Random) -> Defined:
        """Draw a speaker as often as it is credited."""
        return self.speaker(self._speakers.rank(random))

    def any_organization(self, random: Random) -> Defined:
        """Draw an organization, the most credited ones most often."""
        return self.speaker(2 * self._organizations.rank(random))

    def any_place(self, random: Random) -> Defined:
        """Draw a place."""
        return self.place(self._places.rank(random))

    def any_thing(self, random: Random) -> Defined:
        """Draw a thing."""
        return self.thing(self._things.rank(random))

    def any_relation(self, random: Random) -> Defined:
        """Draw a relation."""
        word = random.choice(RELATIONS)
        return Defined("relations", {"id": word, "name": word})

    def _speaker(self, rank: int) -> Defined:
        """Speakers of even rank are organizations, the others persons, half of them with a post."""
        random = Random(f"{self.seed}-speaker-{rank}")
        if rank % 2 == 0:
            words = f"{name(random, 1)} {random.choice(BODIES)}"
            return Defined("speakers", _named(random, f"o{rank}", words) | {"kind": "organization"})
        person = _named(random, f"p{rank}", name(random, 2)) | {"kind": "person"}
        if not happens(random, 0.5):
            return Defined("speakers", person)
        employer = self.any_organization(random)
        person["roles"] = [{"organization": employer.id, "title": random.choice(POSTS)}]
        return Defined("speakers", person, (employer,))

    def _place(self, rank: int) -> Defined:
        random = Random(f"{self.seed}-place-{rank}")
        return Defined("places", _named(random, f"l{rank}", name(random, 1)))

    def _thing(self, rank: int) -> Defined:
        random = Random(f"{self.seed}-thing-{rank}")
        words = name(random, 1)
        return Defined(
            "things", {"id": f"{words.lower()}-treaty-{rank}", "name": f"{words} Treaty"}
        )


def _named(random: Random, mark: str, label: str) -> Json:
    languages = random.sample(NAMED_IN, random.choice((0, 1, 1, 2)))
    entry: Json = {"id": f"{label.lower().replace(' ', '-')}-{mark}", "name": label}
    if languages:
        entry["names"] = [{"text": in_script(label, one), "lang": one} for one in languages]
    return entry
