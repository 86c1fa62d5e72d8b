"""What a query gave, on stdout: rows in a format, a truth value, or statements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.cli.output import Format, print_rows, print_text
from kg.errors import BadParameterError
from kg.vocab import PREFIXES, VOCABULARY

if TYPE_CHECKING:
    from kg.store.base import Answer


def print_answer(answer: Answer, base: str, form: Format) -> None:
    """Print an answer; in a table, addresses under `base` and known prefixes are shortened.

    Raises:
        BadParameterError: a graph was asked for as rows.
    """
    if answer.form == "graph":
        if form is not Format.TABLE:
            raise BadParameterError(
                f"a graph has no rows to write as {form}",
                where="--format",
                hint="leave --format out: a graph is written as N-Triples",
            )
        print_text(answer.body.decode().rstrip("\n"))
        return
    told = json.loads(answer.body)
    if answer.form == "ask":
        print_rows(["answer"], [{"answer": told["boolean"]}], form)
        return
    rows = [
        {
            name: _short(term, base) if form is Format.TABLE else term["value"]
            for name, term in binding.items()
        }
        for binding in told["results"]["bindings"]
    ]
    print_rows(told["head"]["vars"], rows, form)


def _short(term: Mapping[str, str], base: str) -> str:
    value = term["value"]
    if term["type"] != "uri":
        return value
    for start, prefix in _beginnings(base):
        if value.startswith(start) and len(value) > len(start):
            return prefix + value[len(start) :]
    return value


def _beginnings(base: str) -> list[tuple[str, str]]:
    return [
        (VOCABULARY, ""),
        *((start, f"{prefix}:") for prefix, start in PREFIXES.items()),
        (base, ""),
    ]
