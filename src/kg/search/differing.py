"""What differs between words looked up and a passage that may make it another statement.

A name, a number, a day or a negation that was looked up and is not there, or that stands in its
place; and, as what is worth a look: a word spelt otherwise, and names in another order.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple, TypeAlias

from kg.search.agreeing import SHORT, Sought
from kg.search.folding import Word, words
from kg.search.telling import KINDS, Kind, kind_of_word, starts_with_capital

Difference: TypeAlias = Literal["name", "number", "date", "negation", "order", "spelling"]

DIFFERENCES: Final[tuple[Difference, ...]] = (*KINDS, "order", "spelling")
"""In the order in which they are told; the `KINDS` make another statement."""
MOST_WORDS: Final = 150
"""Words of a text that are compared."""

_ENDS: Final = (".", "!", "?", "\u2026", ":", "\n")
_OPENING: Final = " \t\"'\u00ab\u201c\u2018(\u201e"


class Told(NamedTuple):
    """A text by its words; `kinds` has for each as what it tells statements apart.

    `openers` are the numbers of the words that open a sentence.
    """

    words: tuple[Word, ...]
    kinds: tuple[Kind | None, ...]
    openers: frozenset[int]

    @property
    def spellings(self) -> list[str]:
        """The spellings of the words, in order."""
        return [word.spelling for word in self.words]

    @property
    def names(self) -> list[str]:
        """The spellings of the names, in order."""
        return [
            word.spelling
            for word, kind in zip(self.words, self.kinds, strict=True)
            if kind == "name"
        ]


def told(text: str, names: Container[str]) -> Told:
    """Return a text by its words, the first `MOST_WORDS` of them."""
    found = words(text)[:MOST_WORDS]
    openers = frozenset(n for n, word in enumerate(found) if _opens(text, word.start))
    shouts = text == text.upper()
    kinds = tuple(
        kind_of_word(word, opens=n in openers, shouts=shouts, names=names)
        for n, word in enumerate(found)
    )
    return Told(found, kinds, openers)


def differences(
    asked: Told, passage: Told, matcher: SequenceMatcher[str]
) -> tuple[Difference, ...]:
    """Return in what the texts differ; what a passage only adds counts if it is a negation.

    `matcher` compares the spellings of the one with those of the other.
    """
    found: set[Difference | None] = {*_lacking(asked, passage)}
    if "negation" in _lacking(passage, asked):
        found.add("negation")
    found.update(in_place(asked, passage, matcher))
    if _in_other_order(asked.names, passage.names):
        found.add("order")
    if _spelt_otherwise(asked.words, passage.words):
        found.add("spelling")
    return tuple(each for each in DIFFERENCES if each in found)


def in_place(asked: Told, passage: Told, matcher: SequenceMatcher[str]) -> frozenset[Kind]:
    """Return as what words of the passage tell statements apart that stand in place of others."""
    found = set[Kind | None]()
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "replace":
            found.update(_replaced(asked, passage, range(a, b), range(c, d)))
    return frozenset(kind for kind in found if kind)


def _lacking(asked: Told, passage: Told) -> set[Kind | None]:
    there = frozenset(passage.spellings)
    pairs = zip(asked.spellings, asked.kinds, strict=True)
    return {kind for spelling, kind in pairs if kind and spelling not in there}


def _replaced(
    asked: Told, passage: Told, out: Iterable[int], into: Iterable[int]
) -> set[Kind | None]:
    """Return the kinds of the words that came, if a word that went for them was not short."""
    were, are = Sought(asked.words), Sought(passage.words)
    gone = [n for n in out if not are.agreement(asked.words[n])]
    if all(len(asked.words[n].spelling) <= SHORT for n in gone):
        return set()
    new = [n for n in into if not were.agreement(passage.words[n])]
    found = {passage.kinds[n] for n in new}
    opening = any(n in asked.openers and _perhaps_name(asked, n) for n in gone)
    if opening and any(_perhaps_name(passage, n) for n in new):
        found.add("name")
    return found


def _perhaps_name(text: Told, n: int) -> bool:
    """Return whether a word may be a name for all that is known: in place of another it counts."""
    return text.kinds[n] in (None, "name") and starts_with_capital(text.words[n])


def _in_other_order(asked: Sequence[str], passage: Sequence[str]) -> bool:
    """Return whether two names that both texts have stand the other way round."""
    first = [name for name in dict.fromkeys(asked) if name in passage]
    return first != [name for name in dict.fromkeys(passage) if name in asked]


def _spelt_otherwise(asked: Iterable[Word], passage: Sequence[Word]) -> bool:
    letters = {word.letters for word in passage}
    spellings = {word.spelling for word in passage}
    return any(word.letters not in letters and word.spelling in spellings for word in asked)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(_OPENING)
    return not before or before.endswith(_ENDS)
