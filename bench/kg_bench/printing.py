"""A text in the making: where its words stand, and how a record quotes them."""

from __future__ import annotations

from typing import Any, TypeAlias

from kg.records.anchors import Span, occurrences

Json: TypeAlias = dict[str, Any]


class Text:
    """Text to which words are added; spans are code points, end-exclusive."""

    def __init__(self) -> None:
        """Begin with an empty text."""
        self._parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        """Add words and return where they stand."""
        start = self.length
        self._parts.append(words)
        self.length += len(words)
        return Span(start, self.length)

    def since(self, start: int) -> Span:
        """Return the span from an offset to the end so far."""
        return Span(start, self.length)

    def whole(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)


def quoting(text: str, span: Span) -> Json:
    """Return the fields that quote a span: its words, and which occurrence where that is needed."""
    words = span.of(text)
    found = occurrences(text, words)
    if len(found) == 1:
        return {"quote": words}
    return {"quote": words, "occurrence": found.index(span) + 1}
