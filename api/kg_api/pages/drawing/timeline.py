"""Who said what, and when, as rows with marks: what is not known of a date is drawn as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias
from urllib.parse import quote

from kg.model.views import AttributionView
from kg.trace.drawing import plain
from kg_api.pages.drawing.dates import Extent, candidates, extent
from kg_api.pages.drawing.lettering import fitted
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
_NAME: Final = 14  # pixels that letters of names are high, and of claims
_CLAIM: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """Days among which one lies; open where nothing says where they begin or end."""

    x: float
    width: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says, and what is known of its date; `address` is where it leads to."""

    address: str | None
    extent: Extent
    hue: Hue
    name: str
    act: str
    claim: str
    when: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line at its place: a dot for a day, hollow marks for one of several, a bar for a span."""

    line: Line
    y: float
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
    drawing = drawn([_line(view) for view in views], span)
    return replace(drawing, orders=tuple(_orders(views, drawing.rows)))


def drawn(lines: Sequence[Line], span: tuple[int, int] | None) -> Timeline:
    """Return the drawing of lines about anything that has a date; `span` as in `timeline`."""
    rows = tuple(_row(line, number, span) for number, line in enumerate(lines))
    height = TOP + len(rows) * ROW + 8
    return Timeline(height, tuple(_ticks(span)) if span else (), rows, orders=())


def _line(view: AttributionView) -> Line:
    return Line(
        address=f"/claims/{quote(view.claim.id, safe='')}",
        extent=extent(view.said),
        hue=_HUES.get(view.act, "v"),
        name=plain(view.speaker.label),
        act=ACTS.get(view.act, view.act),
        claim=plain(view.claim.label),
        when=_when(view),
    )


def _row(line: Line, number: int, span: tuple[int, int] | None) -> Row:
    found = line.extent
    exact = found.sure == "exact"
    hollow = tuple(_x(day, span) for day in candidates(found, span)) if span else ()
    return Row(
        line=replace(
            line,
            name=fitted(line.name, LEFT - 16, _NAME),
            claim=fitted(line.claim, RIGHT - LEFT - 20, _CLAIM),
            when=fitted(line.when, RIGHT - LEFT, _CLAIM),
        ),
        y=TOP + number * ROW,
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


def _orders(views: Sequence[AttributionView], rows: Sequence[Row]) -> Iterator[Order]:
    """Yield an arrow for each answer to something that is also drawn: an order the text states."""
    drawn_at = list(zip(views, rows, strict=True))
    said = {view.iri: row for view, row in drawn_at}
    said |= {view.utterance.iri: row for view, row in drawn_at if view.utterance}
    for view, row in drawn_at:
        answered = view.in_reply_to and said.get(view.in_reply_to.iri)
        if answered and answered is not row:
            yield Order(RIGHT - 210, answered.y + 34, row.y + 18)
