r"""A graph as a table: the lines of N-Triples taken apart, for reading only.

>>> told = parts('<http://a.example/#s> <http://a.example/#p> "one\\ntwo"@en .')
>>> [(part["type"], part["value"]) for part in told]
[('uri', 'http://a.example/#s'), ('uri', 'http://a.example/#p'), ('literal', 'one\ntwo')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg_api.pages.rows import MOST_ROWS, Cell, Table, cell

COLUMNS: Final = ("subject", "predicate", "object")
_TERM: Final = re.compile(
    r"""\s*(?:<(?P<uri>[^<>\s]*)>
      | _:(?P<bnode>\S+)
      | "(?P<literal>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[\w-]+)|\^\^<(?P<datatype>[^<>\s]*)>)?)""",
    re.VERBOSE,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def triples(body: bytes, base: str) -> Table:
    """Return a graph in N-Triples as a table, each triple once; `base` begins the IRIs of ours."""
    lines = list(dict.fromkeys(line for line in body.decode().split("\n") if line.strip()))
    return Table(COLUMNS, [_row(line, base) for line in lines[:MOST_ROWS]], len(lines))


def parts(line: str) -> Sequence[Mapping[str, str]]:
    """Return the terms of a line as SPARQL results JSON writes them; none where it is no triple."""
    found, end = [], 0
    for _ in COLUMNS:
        match = _TERM.match(line, end)
        if match is None:
            return ()
        found.append(_term(match))
        end = match.end()
    return found if line[end:].strip() == "." else ()


def _row(line: str, base: str) -> Sequence[Cell | None]:
    told = parts(line)
    if not told:  # a line that says something about a triple has no three columns
        return [Cell(line, mono=True), None, None]
    return [cell(term, base) for term in told]


def _term(match: re.Match[str]) -> Mapping[str, str]:
    kind = next(name for name in ("uri", "bnode", "literal") if match[name] is not None)
    told = {"type": kind, "value": _ESCAPE.sub(_unescaped, match[kind])}
    extra = {"xml:lang": match["lang"], "datatype": match["datatype"]}
    return told | {name: value for name, value in extra.items() if value}


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _NAMED.get(match[3], match[3])
