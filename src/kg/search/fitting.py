"""How well words fit a recorded name: a number to sort by, never a claim that two are the same.

>>> fit("Ministry of Defence", "Defence, Ministry of")
1.0
>>> equal("Jeyhun BAYRAMOV", "Jeyhun Bayramov")
True
>>> equal("Jeyhun Bayramov", "Ceyhun Bayramov")
False
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, normalize

PIECE = 3
"""Characters in a piece; every word has two spaces before it and one behind it."""


def folded(text: str) -> str:
    """Return a text so that canonical caseless equals are equal (Unicode, section 3.13, D145)."""
    if text.isascii():
        return text.lower()  # the same, ten times as fast
    return normalize("NFD", normalize("NFD", text).casefold())


def equal(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but case and composed or single marks."""
    return folded(one) == folded(other)


def fit(words: str, name: str) -> float:
    """Return how many of their pieces two texts share, from 0 to 1: `2 x both / (one + other)`."""
    wanted, there = pieces(words), pieces(name)
    return 2 * len(wanted & there) / (len(wanted) + len(there))


def standing(text: str, words: str) -> int:
    """Return where lower-case words stand in a name of any case.

    1 at its beginning, 2 at that of a word, 3 within one, 0 nowhere.
    """
    lowered = text.lower()
    if lowered.startswith(words):
        return 1
    return 2 if f" {words}" in lowered else 3 if words in lowered else 0


@lru_cache(maxsize=1024)
def pieces(text: str) -> frozenset[str]:
    """Return the pieces of all words of a text; a text without words is taken as one."""
    plain = "".join(char if category(char)[0] in "LMN" else " " for char in folded(text))
    padded = [f"  {word} " for word in plain.split() or [text]]
    return frozenset(word[n : n + PIECE] for word in padded for n in range(len(word) - PIECE + 1))
