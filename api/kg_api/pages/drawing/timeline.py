"""Who said what, and when, as rows with marks: what is not known of a date is drawn as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg.model.views import AttributionView
from kg.trace.drawing import plain
from kg_api.pages.drawing.dates import Extent, Sure, candidates, extent
from kg_api.pages.words import ACTS, bounds

Hue: TypeAlias = Literal["a", "d", "x", "v"]

LEFT: Final = 230.0
RIGHT: Final = 990.0
TOP: Final = 44.0
ROW: Final = 66.0
MOST_YEARS: Final = 8
"""Years named on the axis at most."""

_HUES: Final[dict[str, Hue]] = {
    "assert": "a", "deny": "x", "urge": "d", "demand": "d", "pledge": "d", "ask": "d",
}  # fmt: skip
_NAME: Final = 27  # characters that fit beside the rows
_CLAIM: Final = 76


@dataclass(frozen=True, slots=True)
class Bar:
    """Days among which one lies; open where nothing says where they begin or end."""

    x: float
    width: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One attribution: a dot for a day, hollow marks for one of several, a bar for a span."""

    view: AttributionView
    y: float
    sure: Sure
    hue: Hue
    name: str
    act: str
    claim: str
    when: str
    dot: float | None
    hollow: tuple[float, ...]
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Order:
    """That the lower row answers the upper one, and so came after it; from row to row."""

    x: float
    y: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing; `ticks` are years with their places. Without any known year there is no axis."""

    height: float
    ticks: tuple[tuple[int, float], ...]
    rows: tuple[Row, ...]
    orders: tuple[Order, ...]


def timeline(views: Sequence[AttributionView], span: tuple[int, int] | None) -> Timeline:
    """Return the drawing of attributions, one row each, in their order.

    Args:
        views: what is drawn.
        span: the first year of the axis and the year after the last; None where none is known.
    """
    rows = tuple(_row(view, extent(view.said), n, span) for n, view in enumerate(views))
    return Timeline(
        height=TOP + len(rows) * ROW + 8,
        ticks=tuple(_ticks(span)) if span else (),
        rows=rows,
        orders=tuple(_orders(rows)),
    )


def _row(view: AttributionView, found: Extent, number: int, span: tuple[int, int] | None) -> Row:
    exact = found.sure == "exact"
    hollow = tuple(_x(day, span) for day in candidates(found, span)) if span else ()
    return Row(
        view=view,
        y=TOP + number * ROW,
        sure=found.sure,
        hue=_HUES.get(view.act, "v"),
        name=_cut(plain(view.speaker.label), _NAME),
        act=ACTS.get(view.act, view.act),
        claim=_cut(plain(view.claim.label), _CLAIM),
        when=_when(view),
        dot=_x(found.first, span) if exact and span and found.first is not None else None,
        hollow=hollow,
        bar=None if exact or hollow or span is None else _bar(found, span),
    )


def _when(view: AttributionView) -> str:
    if view.said is None:
        return "undated"
    known = bounds(view.said)
    return f"“{plain(view.said.verbatim)}”, {known}" if view.said.verbatim else known


def _bar(found: Extent, span: tuple[int, int]) -> Bar:
    start = _x(span[0] if found.first is None else found.first, span)
    end = _x(span[1] if found.last is None else found.last, span)
    return Bar(start, max(end - start, 6.0), found.first is None, found.last is None)


def _x(year: float, span: tuple[int, int]) -> float:
    first, last = span
    return LEFT + (year - first) / (last - first) * (RIGHT - LEFT)


def _ticks(span: tuple[int, int]) -> Iterator[tuple[int, float]]:
    step = -(-(span[1] - span[0]) // MOST_YEARS)
    for year in range(span[0], span[1] + 1, step):
        yield year, _x(year, span)


def _orders(rows: Sequence[Row]) -> Iterator[Order]:
    """Yield an arrow for each answer to something that is also drawn: an order the text states."""
    said = {row.view.iri: row for row in rows}
    said |= {row.view.utterance.iri: row for row in rows if row.view.utterance}
    for row in rows:
        answered = row.view.in_reply_to and said.get(row.view.in_reply_to.iri)
        if answered and answered is not row:
            yield Order(RIGHT - 210, answered.y + 34, row.y + 18)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
