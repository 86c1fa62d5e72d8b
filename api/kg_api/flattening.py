"""Nested answers as rows of a table, with the columns of their class whatever they hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

SEPARATOR = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNIONS = (Union, UnionType)


def csv_of(answer: type[BaseModel], things: Iterable[BaseModel]) -> bytes:
    """Return things as CSV in UTF-8 (RFC 4180).

    Nested fields become columns such as `said.edtf`; lists of words are joined by `|`, lists of
    things are JSON. A cell that a spreadsheet would run as a formula gets an apostrophe in front;
    for the exact characters ask for JSON.

    Args:
        answer: the class of the whole answer; of a list, the class of its items gives the columns.
        things: one row each.
    """
    header = list(columns(_items(answer) or answer))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for thing in things:
        content = thing.model_dump(mode="json")
        writer.writerow([_cell(_at(content, path.split("."))) for path in header])
    return out.getvalue().encode()


def columns(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Yield the paths of all fields of a class, such as `claim.id`, in their order.

    What only some answers have is in none: it would be a column that comes and goes.
    """
    for name, field in model.model_fields.items():
        if field.exclude_if is not None:
            continue
        nested = _model(field.annotation)
        if nested:
            yield from columns(nested, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _items(answer: type[BaseModel]) -> type[BaseModel] | None:
    field = answer.model_fields.get("items")
    return _model(get_args(field.annotation)[0]) if field else None


def _model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  (an annotation)
    """Return the class of a nested thing; None for values, lists, and where it could be either."""
    options = get_args(annotation) if get_origin(annotation) in _UNIONS else (annotation,)
    named = [option for option in options if option is not type(None)]
    if len(named) == 1 and isinstance(named[0], type) and issubclass(named[0], BaseModel):
        return named[0]
    return None


def _at(content: Any, path: Sequence[str]) -> Any:  # noqa: ANN401  (JSON)
    for name in path:
        content = None if content is None else content[name]
    return content


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return _harmless(SEPARATOR.join(value))
    return json.dumps(value, ensure_ascii=False)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
