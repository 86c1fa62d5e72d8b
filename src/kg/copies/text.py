"""A text as it is compared: without the page's furniture and without what it quotes.

Two papers that print the same menu, or that quote the same speech between quotation marks, need
not have copied from each other; so neither counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.copies.shingles import shingles

_QUOTED: Final = re.compile(
    "\u201c[^\u201c\u201d\n]*\u201d|\u201e[^\u201e\u201c\u201d\n]*[\u201c\u201d]"
    '|\u00ab[^\u00ab\u00bb\n]*\u00bb|"[^"\n]*"'
)
"""Words between quotation marks that open and close in one line."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text: code points, end-exclusive.

    Raises:
        ValueError: it ends before it begins, or begins before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no part of any text."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no part of a text: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class HeldText:
    """The text of a source, with what helps to tell a copy from its original.

    `furniture` are the passages marked as boilerplate. `earliest` and `latest` bound the day it was
    published (`YYYY-MM-DD`, None where unknown). `cites` are the IRIs of the works it names as
    where it has something from.
    """

    source: str
    text: str
    furniture: tuple[Span, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    cites: frozenset[str] = frozenset()

    def runs(self) -> frozenset[int]:
        """Return the runs of words that count, as numbers; they are made anew each time."""
        return shingles(self._stretches())

    def _stretches(self) -> Iterator[str]:
        """Yield what is left of the text between what does not count."""
        quoted = (Span(*match.span()) for match in _QUOTED.finditer(self.text))
        place = 0
        for span in sorted((*self.furniture, *quoted)):
            if span.start > place:
                yield self.text[place : span.start]
            place = max(place, span.end)
        yield self.text[place:]
