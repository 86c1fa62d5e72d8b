"""Prefixes that a query uses and does not declare: those of ours are written into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.errors import BadQueryError
from kg.store.lexer import tokens
from kg.vocab import PREFIXES


class Declared(NamedTuple):
    """A query with every prefix of ours declared, and the names of those that were missing."""

    text: str
    added: Sequence[str]


def declared(text: str) -> Declared:
    """Return a query with what it lacks of our prefixes in front; of others nothing is known.

    A text that cannot be cut into words stays as it is: evaluating it tells where it is wrong.
    """
    try:
        names = _missing(text)
    except BadQueryError:
        return Declared(text, ())
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in names]
    return Declared("".join(lines) + text, tuple(names))


def _missing(text: str) -> Sequence[str]:
    there, used = set[str](), set[str]()
    declaring = False
    for token in tokens(text):
        if token.kind == "pname":
            (there if declaring else used).add(token.text.partition(":")[0])
        if token.kind != "comment":
            declaring = token.kind == "word" and token.text.upper() == "PREFIX"
    return sorted((used - there) & PREFIXES.keys())
