"""Why a quote does not stand in the text: the nearest miss, described and never accepted."""

from __future__ import annotations

import unicodedata

from kg.records.anchors import ELLIPSIS, line_of

# Written as escapes, because that they look alike is the point.
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SAME = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-")
)
_SHOWN = 30


def explain(text: str, quote: str) -> tuple[str, str]:
    """Return the reason and the advice for a quote that stands nowhere in the text."""
    if quote.count(ELLIPSIS) > 1:
        return (
            "more than one ` … ` in a quote",
            "write `first words … last words` with one ellipsis",
        )
    if ELLIPSIS in quote:
        return _of_stretch(text, *quote.split(ELLIPSIS))
    return _of_words(text, quote)


def _of_stretch(text: str, first: str, last: str) -> tuple[str, str]:
    for part, words in (("first", first), ("last", last)):
        if words not in text:
            reason, hint = _of_words(text, words)
            return f"the {part} words are not in the text: {reason}", hint
    return (
        "the last words stand nowhere after the first words",
        "`first words … last words` runs forwards; take words that follow",
    )


def _of_words(text: str, quote: str) -> tuple[str, str]:
    for ellipsis in ("...", "…"):
        if ellipsis in quote:
            return (
                "this quote does not stand in the text",
                "to leave words out write ` … ` (U+2026 between spaces), once",
            )
    return _by_look(text, quote) or _by_beginning(text, quote)


def _by_look(text: str, quote: str) -> tuple[str, str] | None:
    """Compare with quote marks, dashes, blanks and case made alike."""
    plain, places = _alike(text)
    wanted, _ = _alike(quote)
    at = plain.find(wanted) if wanted.strip() else -1
    if at < 0:
        return None
    start = places[at]
    offset = next((i for i, char in enumerate(quote) if text[start + i : start + i + 1] != char), 0)
    there, here = text[start + offset : start + offset + 1], quote[offset]
    reason = (
        f"this quote does not stand in the text; at character {offset + 1} it has {_named(here)}"
        f" where line {line_of(text, start + offset)} of the text has {_named(there)}"
    )
    return reason, "copy the words from the text exactly; a quote is never corrected"


def _alike(text: str) -> tuple[str, list[int]]:
    """Return a text with look-alikes replaced, and where each of its characters came from."""
    plain: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        alike = (
            " "
            if char.isspace()
            else unicodedata.normalize("NFKC", char).translate(_SAME).casefold()
        )
        if alike == " " and plain and plain[-1] == " ":
            continue
        plain.extend(alike)
        places.extend([index] * len(alike))
    return "".join(plain), places


def _by_beginning(text: str, quote: str) -> tuple[str, str]:
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in text else (low, middle - 1)
    reason = "this quote does not stand in the text"
    if not quote[:low].strip() or low < min(len(quote), 8):  # a few letters stand in any text
        return reason, "is it another text? copy the words exactly"
    at = text.find(quote[:low])
    follows = text[at + low : at + low + _SHOWN].replace("\n", "⏎")
    reason += f"; its first {low} characters stand in line {line_of(text, at)},"
    reason += f" but there the text goes on with `{follows}`"
    return reason, f"the quote goes on with `{quote[low : low + _SHOWN]}`; copy the words exactly"


def _named(char: str) -> str:
    if not char:
        return "nothing"
    name = unicodedata.name(char, "a control character").lower()
    return (
        f"`{char}` (U+{ord(char):04X}, {name})"
        if char.isprintable()
        else f"U+{ord(char):04X} ({name})"
    )
