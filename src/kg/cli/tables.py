"""Rows for a person: a table where it fits the terminal, else one block a row.

A table whose words are cut off hides what was asked for, so nothing is ever cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.cli.output import Row, cell, harmless

_GAP: Final = 2
_PROSE: Final = 18
"""What a column of sentences may be folded to and still be read with ease."""


def print_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows on stdout, and how many there are on stderr."""
    table = [[harmless(cell(row.get(column))) for column in columns] for row in rows]
    out = Console(highlight=False, soft_wrap=True)
    if widths := _widths(columns, table, out.width):
        for line in _drawn(out, columns, table, widths):
            out.print(line)
    else:
        for line in _blocks(out, columns, table):
            out.print(line)
    Console(stderr=True, highlight=False).print(f"{len(rows)} row" + "s" * (len(rows) != 1))


def _widths(columns: Sequence[str], table: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return how wide each column is, None where they cannot all be: sentences fold, ids do not."""
    cells = [[name, *(row[n] for row in table)] for n, name in enumerate(columns)]
    widths = [max(map(cell_len, each)) for each in cells]
    least = [_least(each) for each in cells]
    room -= _GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        n = max(range(len(widths)), key=lambda n: widths[n] if widths[n] > least[n] else 0)
        widths[n] = max(least[n], widths[n] - (sum(widths) - room))
    return widths


def _least(cells: Sequence[str]) -> int:
    longest_word = max(cell_len(word) for each in cells for word in (each.split() or [""]))
    return max(longest_word, min(_PROSE, max(map(cell_len, cells))))


def _drawn(
    out: Console,
    columns: Sequence[str],
    table: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> Iterator[Text]:
    yield from _folded(out, [Text(name, style="bold") for name in columns], widths)
    yield Text("─" * (sum(widths) + _GAP * (len(widths) - 1)), style="dim")
    for row in table:
        yield from _folded(out, [Text(each) for each in row], widths)


def _folded(out: Console, cells: Sequence[Text], widths: Sequence[int]) -> Iterator[Text]:
    """Yield the lines of one row, every cell folded to the width of its column."""
    columns = [each.wrap(out, width) for each, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for part, width in zip(parts, widths, strict=True):
            part.rstrip()
            line += part + Text(" " * (width - part.cell_len + _GAP))
        line.rstrip()
        yield line


def _blocks(out: Console, columns: Sequence[str], table: Sequence[Sequence[str]]) -> Iterator[Text]:
    margin = max(map(cell_len, columns)) + _GAP
    for number, row in enumerate(table, start=1):
        yield Text(f"— {number} of {len(table)} —", style="bold")
        for name, value in zip(columns, row, strict=True):
            if value:
                named, told = Text(name, style="dim"), Text(value)
                room = max(_PROSE, out.width - margin) if out.is_terminal else told.cell_len or 1
                yield from _folded(out, [named, told], [margin - _GAP, room])
