"""What the questions of the benchmark are asked about: a fair sample of what was generated."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, Final, TypeAlias

from kg.rdf.ids import Iris
from kg.records import ResolvedRecord

Json: TypeAlias = dict[str, Any]

SIZE: Final = 200


class Reservoir:
    """A sample of fixed size of a stream of unknown length (Vitter's algorithm R)."""

    def __init__(self, random: Random) -> None:
        """Begin empty."""
        self._random = random
        self._seen = 0
        self.kept: list[Any] = []

    def offer(self, value: object) -> None:
        """Take the value, with the chance every other one has had."""
        self._seen += 1
        if len(self.kept) < SIZE:
            self.kept.append(value)
        elif (place := self._random.randrange(self._seen)) < SIZE:
            self.kept[place] = value


class Sample:
    """What was seen of records: counts, and ids and words to ask about."""

    def __init__(self, seed: int, iris: Iris) -> None:
        """Begin with nothing seen."""
        self._iris = iris
        self._attributions = Reservoir(Random(f"{seed}-sample-attributions"))
        self._texts = Reservoir(Random(f"{seed}-sample-texts"))
        self._quotes = Reservoir(Random(f"{seed}-sample-quotes"))
        self._counts: Counter[str] = Counter()
        self._speakers: Counter[str] = Counter()
        self._claims: Counter[str] = Counter()

    def see(self, record: ResolvedRecord) -> None:
        """Count a record, and perhaps ask about it later."""
        sha16 = record.snapshot.sha16
        self._counts.update(records=1, characters=len(record.text))
        for one in record.attributions:
            span = one.anchor
            iri = self._iris.attribution(sha16, span.start, span.end, one.n)
            self._attributions.offer(iri.value.rpartition("/")[2])
            self._quotes.offer(span.exact)
            self._speakers[one.speaker] += 1
            self._claims[one.claim] += 1
            self._counts.update(
                attributions=1, nested=one.within is not None, via=one.via is not None,
                hedged=bool(one.hedges), denied=one.act == "deny", undated=one.said is None,
            )  # fmt: skip
        for claim in record.claims:
            self._texts.offer(claim.text)

    def result(self) -> Json:
        """Return counts and samples; claims and speakers are drawn as often as they are said."""
        counts = {**self._counts, "claims": len(self._claims), "speakers": len(self._speakers)}
        random = Random("choose")
        return {
            "counts": counts,
            "attributions": self._attributions.kept,
            "claims": _drawn(random, self._claims),
            "speakers": _drawn(random, self._speakers),
            "prolific": [name for name, _ in self._speakers.most_common(10)],
            "texts": self._texts.kept,
            "quotes": self._quotes.kept,
        }


def _drawn(random: Random, counted: Counter[str]) -> list[str]:
    names = list(counted)
    return random.choices(names, weights=[counted[name] for name in names], k=SIZE)
