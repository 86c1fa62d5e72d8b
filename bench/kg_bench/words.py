"""Words and names that nobody uses, in several scripts, as often as words are.

A few thousand words with Zipf frequencies: a look-up of two of them is about as selective as in a
real collection, which a small vocabulary would hide.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Final

from kg_bench.chance import Zipf

CONSONANTS: Final = "bdgklmnprstvz"
VOWELS: Final = "aeiou"
SIZE: Final = 4000

_LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "az": "bdgklmnprştvzəeiou",
        "ru": "бдгклмнпрствзаеиоу",
        "el": "βδγκλμνπρστφζαειου",
        "hy": "բդգկլմնպրստվզաեիոը",
        "ka": "ბდგკლმნპრსტვზაეიოუ",
        "ar": "بدغكلمنفرستوزايهعؤ",
    }
)
_TABLES: Final = MappingProxyType(
    {
        language: str.maketrans(
            CONSONANTS + VOWELS + (CONSONANTS + VOWELS).upper(), letters + letters.upper()
        )
        for language, letters in _LETTERS.items()
    }
)


def in_script(words: str, language: str) -> str:
    """Return the words in the script of a language; Latin letters stay for those without one."""
    table = _TABLES.get(language)
    return words if table is None else words.translate(table)


class Vocabulary:
    """The invented words, the commonest first."""

    def __init__(self, seed: str) -> None:
        """Invent them; the same seed gives the same words."""
        random = Random(f"{seed}-words")
        found: dict[str, None] = {}
        while len(found) < SIZE:
            found.setdefault(_word(random, 2 + (len(found) > SIZE // 8) + (random.random() < 0.3)))
        self.words = tuple(found)
        self._zipf = Zipf(SIZE, shift=12)

    def word(self, random: Random) -> str:
        """Draw a word as often as it is used."""
        return self.words[self._zipf.rank(random)]

    def phrase(self, random: Random, least: int, most: int) -> str:
        """Draw some words."""
        return " ".join(self.word(random) for _ in range(random.randint(least, most)))

    def reworded(self, random: Random, phrase: str, share: float) -> str:
        """Return the phrase with about that share of its words replaced."""
        return " ".join(
            self.word(random) if random.random() < share else word for word in phrase.split(" ")
        )


def name(random: Random, parts: int) -> str:
    """Invent a name."""
    return " ".join(_word(random, random.randint(2, 3)).capitalize() for _ in range(parts))


def _word(random: Random, syllables: int) -> str:
    word = "".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(syllables))
    return word + random.choice(CONSONANTS) if random.random() < 0.4 else word
