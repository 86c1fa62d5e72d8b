"""A citation card as a picture: words in lines, those of right-to-left scripts from the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional

from kg.model.lookalikes import visible
from kg.trace.drawing import plain
from kg_api.pages.drawing.lettering import lines

WIDTH: Final = 760
MARGIN: Final = 36
SAYING: Final = 22  # pixels that the letters of the claim are high
TELLING: Final = 15
MOST_LINES: Final = 8
_COLUMN: Final = 200
_LEADING: Final = 1.45
_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Words at a place: `claim`, what something is (`name`), or what is said of it (`told`)."""

    words: str
    kind: str
    x: float
    y: float
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A card: its height, its lines, and where what is beside the claim begins and ends."""

    height: float
    lines: tuple[Line, ...]
    bar: tuple[float, float]


def picture(claim: str, told: Mapping[str, str]) -> Picture:
    """Return the picture of a claim and of what is told of it, one line or more for each."""
    y: float = MARGIN + SAYING
    placed = list(_placed(f"“{claim}”", "claim", MARGIN + 20, y, SAYING))
    bar = (MARGIN, placed[-1].y + 8)
    y = placed[-1].y + SAYING * 1.8
    for name, words in told.items():
        placed.append(Line(name, "name", MARGIN, y))
        placed += _placed(words, "told", _COLUMN, y, TELLING)
        y = placed[-1].y + TELLING * _LEADING + _GAP
    return Picture(y - TELLING + MARGIN - _GAP, tuple(placed), bar)


def right_to_left(text: str) -> bool:
    """Return whether the first letter that has a direction is written to the left."""
    found = (bidirectional(letter) for letter in text)
    return next((each for each in found if each in ("L", "R", "AL")), "L") != "L"


def _placed(text: str, kind: str, x: float, y: float, size: float) -> Iterator[Line]:
    words, right = plain(visible(text)), WIDTH - MARGIN
    rtl = right_to_left(words)
    for n, line in enumerate(lines(words, right - x, size, MOST_LINES)):
        yield Line(line, kind, right if rtl else x, y + n * size * _LEADING, rtl)
