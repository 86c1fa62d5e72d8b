"""Comparing quotations: what has to be levelled for the words to agree with the verbatim passage.

Whitespace, quotation marks, dashes and case are levelled and nothing else; a passage is always
shown verbatim. `lookups/by-quote.rq` levels the same in SPARQL, with the same characters.

>>> comparison("“Calm  down”", 'He said "calm down" twice')
Comparison(normalised=('case', 'whitespace', 'quotation marks'), extent='part')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Difference = Literal["whitespace", "quotation marks", "dashes", "case"]
Extent = Literal["whole", "part", "longer"]

WHITESPACE: Final = " \t\n\r\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
DOUBLE: Final = '"\u00ab\u00bb\u201e\u201f\u201c\u201d\u2033\uff02'
SINGLE: Final = "'\u201a\u201b\u2018\u2019\u2039\u203a\u2032`\u00b4\uff07"
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

_SPACES: Final = re.compile(f"[{WHITESPACE}]+")
_MARKS: Final = str.maketrans(dict.fromkeys(DOUBLE + SINGLE, "'"))
_STROKES: Final = str.maketrans(dict.fromkeys(DASHES, "-"))
_SIGNS: Final = _MARKS | _STROKES

_LEVELLERS: Final[Mapping[Difference, Callable[[str], str]]] = MappingProxyType(
    {
        # Case comes first: what lower case a sigma has depends on the characters around it.
        "case": lambda text: text.lower(),
        "whitespace": lambda text: _SPACES.sub(" ", text),
        "quotation marks": lambda text: text.translate(_MARKS),
        "dashes": lambda text: text.translate(_STROKES),
    }
)
_OPENING: Final = 16  # code points; enough to leave few passages to compare
_EVERY: Final = tuple(_LEVELLERS)


class Comparison(NamedTuple):
    """What had to be levelled, the least possible, and how far the words reach."""

    normalised: tuple[Difference, ...]
    extent: Extent


def level(text: str, differences: tuple[Difference, ...] = _EVERY) -> str:
    """Return the text with these differences levelled."""
    if differences is _EVERY:
        return _SPACES.sub(" ", text.lower()).translate(_SIGNS)
    for difference in differences:
        text = _LEVELLERS[difference](text)
    return text


def opening(passage: str) -> str:
    """Return the beginning of a passage, levelled: every text that has the passage has this."""
    return level(passage)[:_OPENING]


def openings(words: str) -> list[str]:
    """Return the openings that passages standing in these (levelled) words may have."""
    starts = range(len(words))
    found = {words[start : start + size] for size in range(_OPENING + 1) for start in starts}
    return sorted(found)


def sought(text: str) -> str:
    """Return the words to look for, without the space and the marks a paste brings around them."""
    return text.strip(WHITESPACE + DOUBLE + SINGLE)


def comparison(words: str, passage: str) -> Comparison | None:
    """Return how the words compare with a verbatim passage, None where they do not agree."""
    for count in range(len(_EVERY) + 1):
        for differences in combinations(_EVERY, count):
            if extent := _extent(level(words, differences), level(passage, differences)):
                return Comparison(differences, extent)
    return None


def _extent(words: str, passage: str) -> Extent | None:
    if words == passage:
        return "whole"
    if words in passage:
        return "part"
    return "longer" if passage in words else None
