"""Rows that hold dates, as lines of a timeline: what is not known of a date is drawn as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.model.edtf import Edtf, EdtfError
from kg.model.views import DateView
from kg_api.pages.drawing.dates import extent, years
from kg_api.pages.drawing.timeline import Line, Timeline, drawn
from kg_api.pages.rows import Cell, Table

MOST_LINES: Final = 60
"""Lines drawn; the table has more, the downloads have all."""
EDTF: Final = "edtf"
"""What a column with dates in EDTF is called, alone or at the end of its name."""
_NAME_AND_TEXT: Final = 2
_DAY: Final = len("2022-03-25")
_TYPES: Final = frozenset({"date", "dateTime", "gYear", "gYearMonth", "gMonthDay"})


def dates_in(table: Table) -> str | None:
    """Return the column that holds dates: the first in EDTF, else the first with dated values."""
    in_edtf = [name for name in table.columns if name.lower().endswith(EDTF)]
    typed = [name for name in table.columns if _is_typed(table, name)]
    return next((name for name in (*in_edtf, *typed) if _is_dated(table, name)), None)


def moments(table: Table, column: str) -> Timeline:
    """Return the drawing of the first rows of a table by the dates in a column.

    The first text of a row is the name of its line, and the longest text after it what it says.
    """
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    lines = [_line(row, column) for row in rows]
    lines.sort(key=lambda line: (line.extent.first is None, line.extent.first or 0.0))
    return drawn(lines[:MOST_LINES], years([line.extent for line in lines]))


def _is_typed(table: Table, column: str) -> bool:
    place = list(table.columns).index(column)
    return any((cell := row[place]) and cell.note in _TYPES for row in table.rows)


def _is_dated(table: Table, column: str) -> bool:
    place = list(table.columns).index(column)
    return any((cell := row[place]) and _date(cell) for row in table.rows)


def _line(row: Mapping[str, Cell | None], column: str) -> Line:
    date = row[column]
    others = [each for name, each in row.items() if each and name != column]
    texts = [each.words for each in others if not each.mono and each.note not in _TYPES]
    if len(texts) < _NAME_AND_TEXT:
        texts = [next((each.words for each in others if each.words not in texts), ""), *texts]
    return Line(
        address=next((each.address for each in others if each.address), None),
        extent=extent(_date(date) if date else None),
        hue="a",
        name=texts[0] if texts else "",
        act="",
        claim=max(texts[1:], key=len, default=""),
        when=date.words if date else "undated",
    )


def _date(cell: Cell) -> DateView | None:
    try:
        read = Edtf.parse(_edtf(cell))
    except EdtfError:
        return None
    first, last = read.earliest, read.latest
    return DateView(
        verbatim=None,
        edtf=_edtf(cell),
        earliest=str(first) if first else None,
        latest=str(last) if last else None,
        assumed=(),
    )


def _edtf(cell: Cell) -> str:
    if cell.note == "gMonthDay":
        return f"XXXX-{cell.words.removeprefix('--')}"
    return cell.words[:_DAY] if cell.note in {"date", "dateTime"} else cell.words
