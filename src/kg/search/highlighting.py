"""Where found words stand in a passage: offsets in code points from its beginning, end-exclusive.

>>> of_words(["HILL", "ill"], "The hill, uphill")
((4, 8), (12, 16))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import TypeAlias
from unicodedata import category

from kg.search.levelling import WHITESPACE, level

Ranges: TypeAlias = tuple[tuple[int, int], ...]


def of_words(words: Iterable[str], passage: str) -> Ranges:
    """Return where the words stand in any case, each as part of a longer one too."""
    lowered, origins = passage.lower(), _origins(passage)
    places = (place for word in words for place in _places(word.lower(), lowered))
    return _merged(passage, [(origins[start], origins[end - 1] + 1) for start, end in places])


def of_quote(words: str, passage: str) -> Ranges:
    """Return where a quotation stands, as `lookups/by-quote` compares; all, where it has it all."""
    letters, origins = _levelled(passage)
    wanted = level(words)
    places = [(origins[start], origins[end - 1] + 1) for start, end in _places(wanted, letters)]
    if not places and letters and letters in wanted:
        places = [(0, len(passage))]
    return _merged(passage, places)


def _levelled(passage: str) -> tuple[str, list[int]]:
    """Return the passage levelled, and for each of its characters where it comes from."""
    letters: list[str] = []
    origins: list[int] = []
    for letter, origin in zip(passage.lower(), _origins(passage), strict=True):
        plain = level(letter)
        if letter in WHITESPACE and letters and letters[-1] == " ":
            continue
        letters.append(plain)
        origins.append(origin)
    return "".join(letters), origins


def _origins(passage: str) -> list[int]:
    """Return for each character of the lower-case passage where it comes from: some become two."""
    sizes = (len(letter.lower()) for letter in passage)
    return list(chain.from_iterable(repeat(n, size) for n, size in enumerate(sizes)))


def _places(word: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def _merged(passage: str, ranges: Sequence[tuple[int, int]]) -> Ranges:
    """Return ranges in order, those that touch as one, none ending before a combining mark."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((start, _after_marks(passage, end)) for start, end in ranges):
        if found and start <= found[-1][1]:
            begun, ended = found.pop()
            found.append((begun, max(end, ended)))
        else:
            found.append((start, end))
    return tuple(found)


def _after_marks(passage: str, end: int) -> int:
    marks = accumulate(category(letter)[0] == "M" for letter in passage[end : end + 20])
    return end + sum(count == n for n, count in enumerate(marks, start=1))
