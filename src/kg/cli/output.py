"""Rows and documents on stdout, as a table for a person or as data for a program."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console


class Format(StrEnum):
    """How to print; `table` is for reading, the others for programs."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="How to print the answer.", show_default=True)
]


class ReadingFormat(StrEnum):
    """Words for a person, or the document the REST interface gives."""

    TEXT = "text"
    JSON = "json"


ReadingFormatOption = Annotated[
    ReadingFormat, typer.Option("--format", "-f", help="For a person, or for a program.")
]

Row = Mapping[str, Any]
T = TypeVar("T")

_INDENT: Final = 2
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could steer a terminal or turn its writing around."""


class Line(NamedTuple):
    """A line for a person: how deep it stands, and its words with rich markup."""

    depth: int
    words: str


def print_rows(
    columns: Sequence[str], rows: Iterable[Row], form: Format, *, headed: bool = True
) -> None:
    """Print rows under their columns in one of the formats; csv and jsonl one by one.

    Rows that go on from others in csv are not `headed` by the names of the columns again.
    """
    if form is Format.TABLE:
        from kg.cli.tables import print_table

        print_table(columns, list(rows))
    elif form is Format.CSV:
        _print_csv(columns, rows, headed=headed)
    elif form is Format.JSONL:
        for row in rows:
            print_text(json.dumps(dict(row), ensure_ascii=False))
    else:
        print_json([dict(row) for row in rows])


def print_json(document: object) -> None:
    """Print one JSON document, indented, in the script it was written in."""
    print_text(json.dumps(document, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Print a line that is data."""
    sys.stdout.write(text + "\n")


def tell(lines: Iterable[Line]) -> None:
    """Print lines for a person: folded under their beginnings where that is a terminal."""
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for line in lines:
        words = Text.from_markup(line.words)
        if out.is_terminal:
            out.print(Padding(words, (0, 0, 0, line.depth * _INDENT)), soft_wrap=False)
        else:
            out.print(Text(" " * line.depth * _INDENT) + words)


def console(*, stderr: bool = False) -> Console:
    """Return a console for what a person reads."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True, stderr=stderr)


def watched(items: Sequence[T], doing: str) -> Iterable[T]:
    """Return the items one by one, on a terminal with a bar that shows how far one has come."""
    from rich.progress import track

    log = console(stderr=True)
    return track(items, doing, console=log, transient=True, disable=not log.is_terminal)


def shown(text: str) -> str:
    """Return words of others for a terminal: harmless to it, and no markup to us."""
    from rich.markup import escape

    return escape(harmless(text))


def harmless(text: str) -> str:
    """Return a text without characters that steer a terminal; each leaves a mark."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def cell(value: object) -> str:
    """Return a value as text; nothing for what is absent."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _print_csv(columns: Sequence[str], rows: Iterable[Row], *, headed: bool) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if headed:
        writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
