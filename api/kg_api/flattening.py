"""Nested answers as rows of a table.

>>> flat({"id": "a", "said": {"edtf": "XXXX-03-25"}, "hedges": ["alleged", "claimed"]})
{'id': 'a', 'said.edtf': 'XXXX-03-25', 'hedges': 'alleged | claimed'}
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

SEPARATOR = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flat(document: Mapping[str, Any], prefix: str = "") -> dict[str, str | int | float]:
    """Return one level of `a.b.c` keys; lists of words are joined, lists of things are JSON."""
    row: dict[str, str | int | float] = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            row |= flat(value, f"{name}.")
        else:
            row[name] = _cell(value)
    return row


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return SEPARATOR.join(value)
    return json.dumps(value, ensure_ascii=False)


def csv_bytes(documents: Sequence[Mapping[str, Any]]) -> bytes:
    """Return documents as CSV in UTF-8 (RFC 4180), with the union of their keys as header.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front; for the exact
    characters ask for JSON.
    """
    rows = [flat(document) for document in documents]
    header = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_harmless(row.get(key, "")) for key in header] for row in rows)
    return out.getvalue().encode()


def _harmless(cell: str | float) -> str | int | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
