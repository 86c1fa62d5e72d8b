"""A flame graph of stacks that were seen, as SVG: the wider, the more of the time.

What is under a hundredth of the whole is left out. Each box has its name and its share as a title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

Stack: TypeAlias = tuple[str, ...]

WIDTH: Final = 1000
HEIGHT: Final = 17
LEAST: Final = 0.01
_LETTER: Final = 6.2
"""Units one letter is wide, about."""
_COLOURS: Final = ("#f2c14e", "#f0a35e", "#e58b6b", "#f4d58d")


@dataclass(frozen=True, slots=True)
class Box:
    """A function at one place of a stack: from where to where it reaches, in shares of all."""

    depth: int
    start: float
    share: float
    name: str


def boxes(seen: Mapping[Stack, int]) -> list[Box]:
    """Return the boxes of stacks with how often each was seen, callers before what they call."""
    total = sum(seen.values())
    return list(_above(seen, (), 0.0, total)) if total else []


def _above(seen: Mapping[Stack, int], under: Stack, start: float, total: int) -> Iterator[Box]:
    depth = len(under)
    counted = Counter[str]()
    for stack, count in seen.items():
        if len(stack) > depth:
            counted[stack[depth]] += count
    for name, count in sorted(counted.items()):
        if count / total >= LEAST:
            yield Box(depth, start, count / total, name)
            inner = {s: n for s, n in seen.items() if len(s) > depth and s[depth] == name}
            yield from _above(inner, (*under, name), start, total)
        start += count / total


def drawn(seen: Mapping[Stack, int], title: str) -> str:
    """Return the picture, the outermost function at the bottom."""
    found = boxes(seen)
    rows = 1 + max((box.depth for box in found), default=0)
    height = (rows + 2) * HEIGHT
    parts = [_rectangle(box, height) for box in found]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="monospace" font-size="10"><title>{escape(title)}</title>'
        f'<text x="4" y="13" font-size="12">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )


def _rectangle(box: Box, height: int) -> str:
    left, width = box.start * WIDTH, box.share * WIDTH
    top = height - (box.depth + 1) * HEIGHT
    letters = int(width / _LETTER)
    shown = box.name if len(box.name) <= letters else box.name[: max(0, letters - 1)] + "…"
    text = f'<text x="{left + 3:.1f}" y="{top + 12}">{escape(shown)}</text>' if letters > 3 else ""
    colour = _COLOURS[len(box.name) % len(_COLOURS)]
    return (
        f'<g><title>{escape(box.name)} {100 * box.share:.0f} %</title><rect x="{left:.1f}" '
        f'y="{top}" width="{width:.1f}" height="{HEIGHT - 1}" fill="{colour}"/>{text}</g>'
    )
