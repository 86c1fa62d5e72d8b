"""How wide words are in a drawing, so that they are cut or go on in the next line in time.

The server has no fonts: widths are those of a wide bold typeface, so that others fit as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from unicodedata import category, east_asian_width

CUT: Final = "…"
_NARROW: Final = frozenset("iIjl.,:;'!|()[]{} ")
_SLIM: Final = frozenset('frt-/"“”')
_BROAD: Final = frozenset("mwMW@%—")


def width(text: str, size: float) -> float:
    """Return how wide a text is at most, in the unit of `size`, the height of its letters."""
    return sum(map(_em, text)) * size


def fitted(text: str, room: float, size: float) -> str:
    """Return a text that is no wider than the room; a cut is shown.

    >>> fitted("Ministry of Waters", 80, 14)
    'Ministry…'
    """
    if width(text, size) <= room:
        return text
    kept = next(_pieces(text, room - width(CUT, size), size), "")
    return kept.rstrip() + CUT


def lines(text: str, room: float, size: float, most: int) -> list[str]:
    """Return a text in at most so many lines, broken between words where that can be.

    >>> lines("Water was let out of the dam", 100, 14, 3)
    ['Water was', 'let out of', 'the dam']
    """
    found: list[str] = []
    for line in _wrapped(text, room, size):
        if len(found) == most:
            found[-1] = fitted(f"{found[-1]} {line}", room, size)
            break
        found.append(line)
    return found


def _wrapped(text: str, room: float, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, room, size)
        yield from full
    if line:
        yield line


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    """Yield a text in pieces that fit, cut between any two letters."""
    piece, taken = "", 0.0
    for letter in word:
        more = _em(letter) * size
        if piece and taken + more > room:
            yield piece
            piece, taken = "", 0.0
        piece, taken = piece + letter, taken + more
    yield piece


def _em(letter: str) -> float:
    if category(letter)[0] == "M":
        return 0.0
    if letter in _NARROW:
        return 0.37
    if letter in _SLIM:
        return 0.5
    if letter in _BROAD or east_asian_width(letter) in "WF":
        return 1.05
    return 0.78 if letter.isupper() else 0.7 if letter.isdigit() else 0.67
