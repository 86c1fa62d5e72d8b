"""Why a quote does not stand in the text: the nearest miss, described and never accepted."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from kg.records.anchors import ELLIPSIS, line_of, whole_words
from kg.records.effort import Spend, free

# Written as escapes, because that they look alike is the point.
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SAME = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-")
)
_NOT_THERE = "this quote does not stand in the text"
_COMPARED = 1_000_000  # characters; comparing looks takes about a second for so many
_SHOWN = 30
_TELLING = 8  # a few letters stand in any text


class NearMiss:
    """Explains misses in one text."""

    def __init__(self, text: str, spend: Spend = free) -> None:
        """Compare with a text; the comparison is prepared once, and only if it is needed."""
        self._text = text
        self._spend = spend

    def explain(self, quote: str) -> tuple[str, str]:
        """Return the reason and the advice for a quote that stands nowhere in the text."""
        if quote.count(ELLIPSIS) > 1:
            return (
                "more than one ` … ` in a quote",
                "write `first words … last words` with one ellipsis",
            )
        if ELLIPSIS in quote:
            return self._of_stretch(*quote.split(ELLIPSIS))
        return self._of_words(quote)

    def _of_stretch(self, first: str, last: str) -> tuple[str, str]:
        for part, words in (("first", first), ("last", last)):
            if words not in self._text:
                reason, hint = self._of_words(words)
                return f"the {part} words: {reason}", hint
            if not any(whole_words(self._text, words, self._spend)):
                at = line_of(self._text, self._text.find(words))
                return (
                    f"the {part} words `{words}` stand only inside longer words, as in line {at}",
                    "begin and end with whole words",
                )
        return (
            "the last words stand nowhere after the first words",
            "`first words … last words` runs forwards; take words that follow",
        )

    def _of_words(self, quote: str) -> tuple[str, str]:
        for ellipsis in ("...", "…"):
            if ellipsis in quote:
                hint = "to leave words out write ` … ` (U+2026 between spaces), once"
                return _NOT_THERE, hint
        return self._by_look(quote) or self._by_beginning(quote)

    def _by_look(self, quote: str) -> tuple[str, str] | None:
        """Compare with quote marks, dashes, blanks and case made alike."""
        if max(len(self._text), len(quote)) > _COMPARED:
            return None
        wanted, _ = _alike(quote)
        if not wanted.strip():
            return None
        plain, places = self._plain
        self._spend(len(plain))
        at = plain.find(wanted)
        if at < 0:
            return None
        start = places[at]
        there = self._text[start : start + len(quote)]
        offset = next((n for n, char in enumerate(quote) if there[n : n + 1] != char), 0)
        line = line_of(self._text, start + offset)
        reason = (
            f"{_NOT_THERE}; at character {offset + 1} it has {_named(quote[offset])}"
            f" where line {line} of the text has {_named(there[offset : offset + 1])}"
        )
        return reason, "copy the words from the text exactly; a quote is never corrected"

    def _by_beginning(self, quote: str) -> tuple[str, str]:
        low, high = 0, len(quote)
        while low < high:
            self._spend(len(self._text) + high)
            middle = (low + high + 1) // 2
            low, high = (middle, high) if quote[:middle] in self._text else (low, middle - 1)
        if low < min(len(quote), _TELLING):
            return _NOT_THERE, "is it another text? copy the words exactly"
        at = self._text.find(quote[:low])
        follows = self._text[at + low : at + low + _SHOWN].replace("\n", "⏎")
        reason = (
            f"{_NOT_THERE}; its first {low} characters stand in line {line_of(self._text, at)},"
            f" but there the text goes on with `{follows}`"
        )
        hint = f"the quote goes on with `{quote[low : low + _SHOWN]}`; copy the words exactly"
        return reason, hint

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        return _alike(self._text)


def _alike(text: str) -> tuple[str, list[int]]:
    """Return a text with look-alikes replaced, and where each of its characters came from."""
    plain: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        alike = " " if char.isspace() else _plainest(char)
        if alike == " " and plain and plain[-1] == " ":
            continue
        plain.extend(alike)
        places.extend([index] * len(alike))
        if len(plain) > 2 * _COMPARED:  # one character can stand for eighteen
            break
    return "".join(plain), places


def _plainest(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(_SAME).casefold()


def _named(char: str) -> str:
    if not char:
        return "nothing"
    name = unicodedata.name(char, "a control character").lower()
    shown = f"`{char}` " if char.isprintable() and char != " " else ""
    return f"{shown}(U+{ord(char):04X}, {name})"
