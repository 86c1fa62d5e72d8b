"""Rows and documents on stdout, as a table for a person or as data for a program."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text


class Format(StrEnum):
    """How to print; `table` is for reading, the others for programs."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="How to print the answer.", show_default=True)
]

Row = Mapping[str, Any]


def print_rows(columns: Sequence[str], rows: Sequence[Row], form: Format) -> None:
    """Print rows under their columns in one of the formats."""
    if form is Format.TABLE:
        _print_table(columns, rows)
    elif form is Format.CSV:
        _print_csv(columns, rows)
    elif form is Format.JSONL:
        for row in rows:
            _write(json.dumps(dict(row), ensure_ascii=False))
    else:
        print_json([dict(row) for row in rows])


def print_json(document: object) -> None:
    """Print one JSON document, indented, in the script it was written in."""
    _write(json.dumps(document, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Print a line that is data."""
    _write(text)


def console() -> Console:
    """Return a console for what a person reads on stdout."""
    return Console(highlight=False, soft_wrap=True)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    table = Table(*columns, header_style="bold", expand=False)
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    Console(highlight=False).print(table)
    Console(stderr=True, highlight=False).print(f"{len(rows)} row" + "s" * (len(rows) != 1))


def _print_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
