"""Finding the quoted words in the snapshot, exactly or not at all.

Offsets are Unicode code points into the snapshot's text, end-exclusive, as the Web Annotation
model counts them (https://www.w3.org/TR/annotation-model/#text-position-selector). Nothing is
ever matched loosely: a quote that does not stand in the text is a fault of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

CONTEXT = 32
ELLIPSIS = " … "
MAXIMUM_OCCURRENCES = 1000


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


def occurrences(text: str, quote: str) -> list[Span]:
    """Return the places where a quote stands, in order (the first thousand).

    `first words … last words` means each shortest stretch from the first words to the last,
    unless the ellipsis itself is printed in the text.
    """
    exact = list(islice(_exact(text, quote), MAXIMUM_OCCURRENCES))
    if exact or quote.count(ELLIPSIS) != 1:
        return exact
    first, _, last = quote.partition(ELLIPSIS)
    return list(islice(_stretches(text, first, last), MAXIMUM_OCCURRENCES))


def _exact(text: str, words: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _stretches(text: str, first: str, last: str) -> Iterator[Span]:
    """Yield the stretches that hold no shorter one."""
    begin = text.find(first)
    while begin >= 0:
        end = text.find(last, begin + len(first))
        if end < 0:
            return
        begin = text.rfind(first, begin, end)  # the last beginning before this end
        yield Span(begin, end + len(last))
        begin = text.find(first, begin + 1)


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
