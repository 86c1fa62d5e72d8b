"""The same query asked from elsewhere: with curl, on the command line, in Python."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from kg.store.base import Form, GraphFormat, ResultFormat

_TYPES: Final[dict[Form, str]] = {
    "select": ResultFormat.CSV,
    "ask": ResultFormat.JSON,
    "graph": GraphFormat.TURTLE,
}
_PYTHON: Final[dict[Form, tuple[str, str]]] = {
    "select": ("JSON", 'rows = endpoint.queryAndConvert()["results"]["bindings"]'),
    "ask": ("JSON", 'answer = endpoint.queryAndConvert()["boolean"]'),
    "graph": ("TURTLE", "turtle = endpoint.queryAndConvert().decode()"),
}


def curl(endpoint: str, query: str, form: Form) -> str:
    """Return a command that fetches rows as CSV, yes or no as JSON, triples as Turtle."""
    return " \\\n  ".join(
        (
            f"curl -G {shlex.quote(endpoint)}",
            f"-H {shlex.quote(f'Accept: {_TYPES[form]}')}",
            f"--data-urlencode {shlex.quote(f'query={query}')}",
        )
    )


def command(endpoint: str, query: str) -> str:
    """Return a command of ours that sends the query here; it is read from standard input."""
    lines = query.splitlines()
    end = next(each for each in _ends() if each not in lines)
    return f"kg sparql - --store {shlex.quote(endpoint)} <<'{end}'\n{query.rstrip()}\n{end}"


def python(endpoint: str, query: str, form: Form) -> str:
    """Return a program that sends the query here with SPARQLWrapper."""
    name, last = _PYTHON[form]
    return (
        f"from SPARQLWrapper import {name}, SPARQLWrapper\n\n"
        f"endpoint = SPARQLWrapper({endpoint!r}, returnFormat={name})\n"
        "endpoint.setOnlyConneg(True)\n"  # without, it sends parameters that no standard has
        f"endpoint.setQuery({_literal(query)})\n{last}"
    )


def _ends() -> Iterator[str]:
    yield "SPARQL"
    number = 2
    while True:
        yield f"SPARQL{number}"
        number += 1


def _literal(query: str) -> str:
    """Return a text as Python writes it: over several lines where nothing in it needs escaping."""
    plain = '"""' not in query and "\\" not in query
    readable = all(line.isprintable() for line in query.split("\n"))
    return f'"""\n{query.rstrip()}\n"""' if plain and readable else repr(query)
