"""Finding the quoted words in the snapshot, exactly or not at all.

Offsets are Unicode code points into the snapshot's text, end-exclusive, as the Web Annotation
model counts them (https://www.w3.org/TR/annotation-model/#text-position-selector). Nothing is
ever matched loosely: a quote that does not stand in the text is a fault of the record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.records.effort import HIT, Spend, free

CONTEXT = 32
ELLIPSIS = " … "
MAXIMUM_OCCURRENCES = 1000
# Scripts that put no spaces between words, or hang particles on them.
_UNSPACED = (
    "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "KHMER", "LAO", "MYANMAR", "THAI", "TIBETAN",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: code points, end-exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words at this span."""
        return text[self.start : self.end]


def occurrences(text: str, quote: str, spend: Spend = free) -> list[Span]:
    """Return the places where a quote stands, in order (the first thousand).

    `first words … last words` means each shortest stretch from the first words to the last,
    unless the ellipsis itself is printed in the text. Both ends are whole words: `on … hill`
    does not begin inside "Monday".
    """
    exact = list(islice(_exact(text, quote, spend), MAXIMUM_OCCURRENCES))
    if exact or quote.count(ELLIPSIS) != 1:
        return exact
    first, _, last = quote.partition(ELLIPSIS)
    return list(islice(_stretches(text, first, last, spend), MAXIMUM_OCCURRENCES))


def whole_words(text: str, words: str, spend: Spend = free) -> Iterator[Span]:
    """Yield the places where words stand that are not part of longer words."""
    size = len(words)
    for at in _places(text, words, spend):
        if not (joined(text, at) or joined(text, at + size)):
            yield Span(at, at + size)


def joined(text: str, offset: int) -> bool:
    """Whether an offset lies inside a word, as far as words are parted by spaces."""
    return 0 < offset < len(text) and _is_word(text[offset - 1]) and _is_word(text[offset])


@lru_cache(maxsize=4096)  # a text has few different characters, and names are slow to find
def _is_word(char: str) -> bool:
    letter = char.isalnum() or unicodedata.category(char).startswith("M")
    return letter and not unicodedata.name(char, "").startswith(_UNSPACED)


def _exact(text: str, words: str, spend: Spend) -> Iterator[Span]:
    for at in _places(text, words, spend):
        yield Span(at, at + len(words))


def _places(text: str, words: str, spend: Spend) -> Iterator[int]:
    spend(len(text))
    at = text.find(words) if words else -1
    while at >= 0:
        spend(HIT)
        yield at
        at = text.find(words, at + 1)


def _stretches(text: str, first: str, last: str, spend: Spend) -> Iterator[Span]:
    """Yield the stretches that hold no shorter one."""
    ends = whole_words(text, last, spend)
    end = next(ends, None)
    found: Span | None = None
    for begin in whole_words(text, first, spend):
        while end is not None and end.start < begin.end:
            end = next(ends, None)
        if end is None:
            break
        if found is not None and found.end != end.end:
            yield found
        found = Span(begin.start, end.end)  # a later beginning with the same end is shorter
    if found is not None:
        yield found


def paragraphs(text: str, span: Span) -> Span:
    """Return the whole lines a span lies in; a line of a snapshot is a paragraph."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.end - 1, span.start))
    return Span(start, len(text) if end < 0 else end)


def line_of(text: str, offset: int) -> int:
    """Return the line (from 1) of an offset, to show people where something stands."""
    return text.count("\n", 0, offset) + 1


def context(text: str, span: Span) -> tuple[str, str]:
    """Return up to 32 code points before and after a span."""
    return text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
