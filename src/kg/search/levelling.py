"""Comparing quotations: what has to be levelled for the words to agree with the verbatim passage.

Whitespace, quotation marks, dashes and case are levelled and nothing else; a passage is always
shown verbatim. `lookups/by-quote.rq` levels the same in SPARQL, with the same characters.

>>> comparison("“Calm  down”", 'He said "calm down" twice')
Comparison(normalised=('whitespace', 'quotation marks', 'case'), extent='part')
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
DOUBLE: Final = '"«»„‟“”″＂'
SINGLE: Final = "'‚‛‘’‹›′`´＇"
DASHES: Final = "-‐‑‒–—―−﹘﹣－"

_SPACES: Final = re.compile(f"[{WHITESPACE}]+")
_MARKS: Final = str.maketrans(dict.fromkeys(DOUBLE + SINGLE, "'"))
_STROKES: Final = str.maketrans(dict.fromkeys(DASHES, "-"))

_LEVELLERS: Final[Mapping[Difference, Callable[[str], str]]] = MappingProxyType(
    {
        "whitespace": lambda text: _SPACES.sub(" ", text),
        "quotation marks": lambda text: text.translate(_MARKS),
        "dashes": lambda text: text.translate(_STROKES),
        "case": lambda text: text.lower(),
    }
)
_EVERY: Final = tuple(_LEVELLERS)


class Comparison(NamedTuple):
    """What had to be levelled, the least possible, and how far the words reach."""

    normalised: tuple[Difference, ...]
    extent: Extent


def level(text: str, differences: tuple[Difference, ...] = _EVERY) -> str:
    """Return the text with these differences levelled."""
    for difference in differences:
        text = _LEVELLERS[difference](text)
    return text


def sought(text: str) -> str:
    """Return the words to look for, without the space and the marks a paste brings around them."""
    return text.strip(WHITESPACE)


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
