"""Where things are said: sources with a text here, and works that are only cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Zipf, happens
from kg_bench.claims import Claim
from kg_bench.dates import any_day, published
from kg_bench.phrases import KINDS, LANGUAGES
from kg_bench.words import in_script
from kg_bench.world import Defined, World

Json: TypeAlias = dict[str, Any]

UNSEEN: Final = 0.35
"""The share of cited works whose text nobody has."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source with a text, and the claims it reports."""

    entry: Json
    language: str
    creator: Defined
    publisher: Defined
    claims: list[Claim] = field(default_factory=list)

    def cited(self) -> Defined:
        """Return what a record declares that cites this source."""
        entry = {**self.entry, "label": self.entry["title"]}
        return Defined("works", entry, (self.creator, self.publisher))


class Sources:
    """All sources so far, and an endless shelf of works nobody has seen."""

    def __init__(self, world: World) -> None:
        """Begin with none."""
        self._world = world
        self._back = Zipf(1 << 16, 0.7)
        self._unseen = Zipf(1 << 12)
        self.held: list[Source] = []

    def new(self, random: Random, number: int) -> Source:
        """Make a source; `add` it once its claims are known."""
        world = self._world
        creator, publisher = world.any_speaker(random), world.any_organization(random)
        language = LANGUAGES.pick(random)
        words = world.vocabulary.phrase(random, 4, 8).capitalize()
        entry: Json = {
            "id": f"{publisher.id}-{number}",
            "kind": KINDS.pick(random),
            "title": in_script(words, language),
            "language": language,
            "url": f"https://{publisher.id}.example/{number}?id={random.randrange(10**6)}",
            "creator": creator.id,
            "publisher": publisher.id,
        }
        issued = published(random, any_day(random))
        return Source(entry | ({"issued": issued} if issued else {}), language, creator, publisher)

    def cite(self, random: Random) -> tuple[Defined, Claim | None]:
        """Return a work to cite, and a claim it is known to report."""
        if not self.held or happens(random, UNSEEN):
            return self._unseen_work(self._unseen.rank(random)), None
        source = self.held[-1 - self._back.rank(random, below=len(self.held))]
        return source.cited(), random.choice(source.claims)

    def _unseen_work(self, rank: int) -> Defined:
        random = Random(f"{self._world.seed}-unseen-{rank}")
        creator = self._world.any_organization(random)
        label = f"Reports of the {creator.name}, as cited ({rank + 1})"
        entry = {"id": f"cited-{rank + 1}", "kind": "report", "label": label, "creator": creator.id}
        return Defined("works", entry, (creator,))
