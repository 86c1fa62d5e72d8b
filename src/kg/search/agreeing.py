"""How far the words of one text are those of another: whole, but for the ending, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.search.folding import STEM, Word

SHORT: Final = 3
"""A word of so many characters weighs 1, a longer one 2."""
ENDING: Final = 0.8
"""What a word counts that agrees but for its ending."""
BEGINNING: Final = 4
"""Characters that have to agree for that; both stems, if the words are longer than those."""


class Sought:
    """The words of one text, for asking whether another's agree with any of them."""

    def __init__(self, given: Iterable[Word]) -> None:
        """Keep their spellings, and by their beginnings those long enough to begin others."""
        self.spellings = frozenset(word.spelling for word in given)
        self._begun: dict[str, list[str]] = {}
        for each in self.spellings:
            if len(each) >= BEGINNING:
                self._begun.setdefault(each[:BEGINNING], []).append(each)

    def agreement(self, word: Word) -> float:
        """Return 1 for an equal word, `ENDING` where one begins the other or the stems agree."""
        spelling = word.spelling
        if spelling in self.spellings:
            return 1.0
        near = self._begun.get(spelling[:BEGINNING])
        if not near or any(map(str.isdigit, spelling)):
            return 0.0
        return ENDING if any(_but_for_its_ending(spelling, each) for each in near) else 0.0


def share(given: Sequence[Word], other: Sought) -> float:
    """Return the share of the distinct words, by weight, that agree with another text."""
    distinct = {word.spelling: word for word in given}.values()
    whole = sum(map(_weight, distinct))
    agreeing = sum(_weight(word) * other.agreement(word) for word in distinct)
    return agreeing / whole if whole else 0.0


def _but_for_its_ending(one: str, other: str) -> bool:
    """Return whether two words have the same stem, or one begins the other."""
    return one[:STEM] == other[:STEM] or one.startswith(other) or other.startswith(one)


def _weight(word: Word) -> int:
    return 1 if len(word.spelling) <= SHORT else 2
