"""How like a passage some words are: a number to sort by, never a claim that two are the same.

`score = (5 x asked + 3 x there + 2 x order) / 10`. `asked` is the share of the words looked up that
the passage has, `there` the share of the passage's words that were looked up, `order` the share of
words that stand in the same order; `docs/lookup.md` works one out by hand. It depends on the two
texts alone, so it never changes as a collection grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple, TypeAlias

from kg.search.agreeing import Sought, share
from kg.search.differing import Difference, Told, differences, in_place
from kg.search.folding import Word
from kg.search.telling import KINDS, Kind

FoundBy: TypeAlias = Literal["letters", "spelling", "wording"]

FOUND_BY: Final[tuple[FoundBy, ...]] = ("letters", "spelling", "wording")
"""The closest first."""


class Likeness(NamedTuple):
    """How like a passage is; `agreeing` are the numbers of its words that were looked up.

    `in_place` is as what a word in place of one looked up makes it another statement.
    """

    score: float
    found_by: FoundBy
    differs_in: tuple[Difference, ...]
    in_place: frozenset[Kind]
    agreeing: frozenset[int]

    @property
    def conflicts(self) -> bool:
        """Whether a name, number, day or negation differs: then it is another statement."""
        return any(each in KINDS for each in self.differs_in)


def highest(asked: Sequence[Word], sought: Sought, passage: Sequence[Word]) -> float:
    """Return the score that a passage has if its words stand in the same order.

    `sought` is made of the words `asked`: once for all passages.
    """
    return _score(share(asked, Sought(passage)), share(passage, sought), 1.0)


def likeness(asked: Told, passage: Told) -> Likeness:
    """Return how like a passage is to the words looked up."""
    given, there = asked.words, passage.words
    matcher = SequenceMatcher(None, asked.spellings, passage.spellings, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    order = 2 * kept / (len(given) + len(there))
    sought = Sought(given)
    return Likeness(
        round(_score(share(given, Sought(there)), share(there, sought), order), 3),
        _found_by(given, there),
        differences(asked, passage, matcher),
        in_place(asked, passage, matcher),
        frozenset(n for n, word in enumerate(there) if sought.agreement(word)),
    )


def _score(asked: float, there: float, order: float) -> float:
    return (5 * asked + 3 * there + 2 * order) / 10


def _found_by(given: Sequence[Word], there: Sequence[Word]) -> FoundBy:
    if {word.letters for word in given} <= {word.letters for word in there}:
        return "letters"
    if {word.spelling for word in given} <= {word.spelling for word in there}:
        return "spelling"
    return "wording"
