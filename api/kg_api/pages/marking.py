"""A text cut into pieces to be shown: which words are marked as what, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from kg.model.answers import TextAnswer
from kg.model.views import AttributionView, PassageView

Kind: TypeAlias = Literal["plain", "said", "who", "hedge", "furniture"]

AROUND: Final = 300
"""Characters shown on either side of a passage where not the whole text may be shown."""

_WORD: Final = 40  # no longer one is looked for
_RANK: Final[dict[Kind, int]] = {"plain": 0, "said": 1, "who": 2, "hedge": 3, "furniture": 4}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of text is: code points, end-exclusive; `of` which attribution, if any."""

    start: int
    end: int
    kind: Kind
    of: str | None = None
    note: str | None = None

    @property
    def name(self) -> str | None:
        """What links lead here by: only what is said has a name."""
        return f"a-{self.of}" if self.of and self.kind == "said" else None


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters shown alike; `names` begin here. A gap has no text: words are left out."""

    text: str
    kind: Kind
    names: tuple[str, ...] = ()
    note: str | None = None
    gap: bool = False


def marks(answer: TextAnswer) -> list[Mark]:
    """Return all that is marked in a text: what is said, by whom, how hedged, and furniture.

    What was read in an older snapshot is marked where its words stand now, and nowhere else.
    """
    found = [_furniture(each) for each in answer.passages if each.function == "boilerplate"]
    text = answer.text or ""
    for view in answer.attributions:
        found += _saying(text, view, view.anchor.start, view.anchor.end)
    for each in answer.earlier:
        if each.now:
            found += _saying(text, each.attribution, each.now.start, each.now.end)
    return found


def _saying(text: str, view: AttributionView, start: int, end: int) -> Iterator[Mark]:
    yield Mark(start, end, "said", view.id)
    around = _paragraph(text, start, end)
    sought: list[tuple[str, Kind]] = [(words, "hedge") for words in view.hedges]
    sought += [(view.mention, "who")] if view.mention else []
    for words, kind in sought:
        if place := _once(text, words, around):
            yield Mark(*place, kind, view.id)


def pieces(text: str, found: Sequence[Mark], shown: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """Yield a text in pieces, as far as it is shown.

    Args:
        text: the whole of it.
        found: what is marked; where marks overlap, the rarer kind is shown.
        shown: the parts that are, in order and apart from each other.
    """
    place = 0
    for start, end in shown:
        if start > place:
            yield Piece("", "plain", gap=True)
        yield from _pieces(text, found, start, end)
        place = end
    if place < len(text):
        yield Piece("", "plain", gap=True)


def excerpts(text: str, found: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return the parts of a text around what is said in it, joined where they meet."""
    joined: list[tuple[int, int]] = []
    for mark in sorted(found, key=lambda mark: mark.start):
        if mark.kind != "said":
            continue
        start, end = _from_a_word(text, mark.start - AROUND), _to_a_word(text, mark.end + AROUND)
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def _from_a_word(text: str, place: int) -> int:
    """Return the beginning of the next word, so that none is cut; of the text, where it is near."""
    if place <= 0:
        return 0
    return next((n + 1 for n in range(place, place + _WORD) if text[n : n + 1].isspace()), place)


def _to_a_word(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    return next((n for n in range(place, place - _WORD, -1) if text[n : n + 1].isspace()), place)


def _pieces(text: str, found: Sequence[Mark], start: int, end: int) -> Iterator[Piece]:
    edges = {start, end}
    edges.update(edge for mark in found for edge in (mark.start, mark.end) if start < edge < end)
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        over = [mark for mark in found if mark.start <= first and last <= mark.end]
        top = max(over, key=lambda mark: _RANK[mark.kind], default=None)
        yield Piece(
            text[first:last],
            top.kind if top else "plain",
            tuple(mark.name for mark in over if mark.name and mark.start == first),
            top.note if top else None,
        )


def _furniture(passage: PassageView) -> Mark:
    note = passage.note or "page furniture, no part of what the source says"
    return Mark(passage.anchor.start, passage.anchor.end, "furniture", note=note)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return first, last if last >= 0 else len(text)


def _once(text: str, words: str, within: tuple[int, int]) -> tuple[int, int] | None:
    """Return where words stand that stand once in a part of a text: else no place is guessed."""
    first = text.find(words, *within)
    if first < 0 or text.find(words, first + 1, within[1]) >= 0:
        return None
    return first, first + len(words)
