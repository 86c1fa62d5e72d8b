"""How far the words of one text are those of another: whole, but for the ending, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.search.folding import Word

SHORT: Final = 3
"""A word of so many characters weighs 1, a longer one 2."""
ENDING: Final = 0.8
"""What a word counts that agrees but for its ending."""
BEGINNING: Final = 4
"""Characters that have to agree for that; both stems, if the words are longer than those."""


class Sought:
    """The words of one text, for asking whether another's agree with any of them."""

    def __init__(self, given: Iterable[Word]) -> None:
        """Keep their spellings."""
        self.spellings = frozenset(word.spelling for word in given)
        self._beginnings = {
            each[:size] for each in self.spellings for size in range(BEGINNING, len(each) + 1)
        }

    def agreement(self, word: Word) -> float:
        """Return 1 for an equal word, `ENDING` where one begins the other or the stems agree."""
        spelling = word.spelling
        if spelling in self.spellings:
            return 1.0
        if len(spelling) < BEGINNING or any(map(str.isdigit, spelling)):
            return 0.0
        if spelling in self._beginnings or self._has_stem(word):
            return ENDING
        begun = (spelling[:size] for size in range(BEGINNING, len(spelling)))
        return ENDING if any(each in self.spellings for each in begun) else 0.0

    def _has_stem(self, word: Word) -> bool:
        return len(word.spelling) > len(word.stem) and word.stem in self._beginnings


def share(given: Sequence[Word], other: Sought) -> float:
    """Return the share of the distinct words, by weight, that agree with another text."""
    distinct = {word.spelling: word for word in given}.values()
    whole = sum(map(_weight, distinct))
    agreeing = sum(_weight(word) * other.agreement(word) for word in distinct)
    return agreeing / whole if whole else 0.0


def _weight(word: Word) -> int:
    return 1 if len(word.spelling) <= SHORT else 2
