"""Sentences like those somebody may look for, about something else: what a ranking has to leave.

Half are built from everyday words like those of the pairs, so that the stem of an ordinary word is
common; half begin like one sentence that is looked for and end like another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from kg.search.folding import words

WHO: Final = (
    "The ministry", "The mayor of Velm", "Engineers", "The council", "Inspectors", "Farmers",
    "The envoy", "A witness", "Norvania", "Oskaria", "The harbour authority", "Soldiers",
    "The company", "The committee", "Volunteers", "The judge", "Fishermen of Tarko", "The crew",
    "The institute", "Guards", "The treaty office", "Protesters", "Customs officers",
)  # fmt: skip
DID: Final = (
    "opened", "closed", "repaired", "inspected", "blocked", "left", "sold", "flooded", "searched",
    "denied damaging", "promised to rebuild", "criticised", "did not reach", "measured", "guarded",
    "wants to ban", "has banned", "destroyed", "found cracks in", "took", "will close", "burned",
)  # fmt: skip
WHAT: Final = (
    "the gates", "the dam wall", "the northern bridge", "the railway crossing", "the lower lake",
    "the ferry", "two schools", "the depot", "the border post", "the turbine hall", "the quarry",
    "the harbour", "three wells", "the warehouse", "the old mill", "the coastal road", "the pass",
    "the tunnel", "the lighthouse", "the upper valley", "the water tax", "the fields", "the canal",
)  # fmt: skip
WHEN: Final = (
    "at night", "after the flood", "in spring", "on Friday", "yesterday", "near the river",
    "before midnight", "for repairs", "without papers", "in the old town", "two days later",
    "under inspection", "in March", "to protect the town", "at dawn", "by the sea", "again",
)  # fmt: skip


def distractors(
    number: int, sentences: Sequence[str], asked: Sequence[str], seed: int = 1
) -> list[str]:
    """Return so many different sentences; the same seed gives the same.

    None has all words of what is asked: that would be as good an answer.
    """
    whole = [_spellings(each) for each in asked]
    crossed = dict.fromkeys(_crossed(sentences))
    some = [each for each in crossed if not any(one <= _spellings(each) for one in whole)]
    Random(seed).shuffle(some)
    some = some[: number // 2]
    return [*some, *_built(number - len(some), seed)]


def _spellings(text: str) -> frozenset[str]:
    return frozenset(word.spelling for word in words(text))


def _crossed(sentences: Sequence[str]) -> Iterator[str]:
    """Yield the first half of each sentence with the second half of each other."""
    split = [each.split() for each in sentences]
    halves = [(each[: len(each) // 2], each[len(each) // 2 :]) for each in split]
    for n, (begun, _) in enumerate(halves):
        for m, (_, ended) in enumerate(halves):
            if n != m:
                yield " ".join([*begun, *ended])


def _built(number: int, seed: int) -> Iterator[str]:
    random, seen = Random(seed), set[str]()
    while len(seen) < number:
        parts = [random.choice(each) for each in (WHO, DID, WHAT, WHEN)]
        if random.random() < 0.5:
            parts.append(random.choice(WHEN))
        sentence = " ".join(parts)
        if sentence not in seen:
            seen.add(sentence)
            yield sentence
