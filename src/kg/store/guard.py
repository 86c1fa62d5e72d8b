r"""What a query text may not contain, found before any engine sees it.

The engine's grammar (peg, without separate tokens) reads keywords that run into their neighbours:
``SERVICESILENT<x>``, ``SERVICEex:y`` and ``trueSERVICE <x>`` all reach the network, and a ``<``
read as "less than" may hide a comment sign where a tokeniser sees an IRI. So words are looked for
in every token that could hold one, and ``#`` and ``'`` in IRIs are written as codepoint escapes,
which mean the same in an IRI and are an error anywhere else. What then runs is what was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import BadQueryError
from kg.store.lexer import Token, position, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_QUERY_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 128
"""Brackets open at once; the engine's planner is slow far below the depth that breaks it."""
MAX_PREFIX_RUN: Final = 128
"""Signs in a row before one operand, such as ``!!!!true``: each is a level of recursion."""

_OPENING: Final = frozenset({"{", "(", "[", "<<", "{|"})
_CLOSING: Final = frozenset({"}", ")", "]", ">>", "|}"})
_PREFIXES: Final = frozenset({"!", "-", "+", "^", "^^"})
_NAMES_A_GRAPH: Final = frozenset({"GRAPH", "FROM", "NAMED"})
_DEEPENING: Final = ("{", "(", "[", "<<", "!", "-", "+", "^")
_ESCAPES: Final = {ord("#"): r"\u0023", ord("'"): r"\u0027"}


@dataclass(frozen=True, slots=True)
class Admitted:
    """A text that may be evaluated, and whether it names its own dataset (FROM, FROM NAMED)."""

    text: str
    names_dataset: bool


def admit(text: str) -> Admitted:
    """Return what to evaluate for `text`: the same query, safe to hand to the embedded engine.

    Raises:
        BadQueryError: it is too long, too deeply nested, or calls another server.
    """
    check_size(text)
    if _is_plain(text):
        return Admitted(text, names_dataset=False)
    found = [token for token in tokens(text) if token.kind != "comment"]
    refuse_service(text, found)
    _check_depth(text, found)
    return Admitted(_escaped(text, found), _names_dataset(text, found))


def _is_plain(text: str) -> bool:
    """Say whether there is nothing to look for: true of most queries, and 50 times cheaper."""
    low = text.lower()
    named = "service" in low or "from" in low
    return not named and sum(text.count(sign) for sign in _DEEPENING) <= MAX_DEPTH


def check_size(text: str) -> None:
    """Refuse a text that is too long, or is not text (a lone surrogate).

    Raises:
        BadQueryError: see above.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line, column = position(text, error.start)
        raise BadQueryError("Not a Unicode character", line=line, column=column) from error
    if size > MAX_QUERY_BYTES:
        raise BadQueryError(
            f"The query is {size:,} bytes long; {MAX_QUERY_BYTES:,} are the most",
            hint="put long lists of values into several queries",
        )


def refuse_service(text: str, found: Iterable[Token]) -> None:
    """Refuse SERVICE in all the ways an engine may read it.

    Raises:
        BadQueryError: the query would call another server.
    """
    previous = suspect = Token("punct", "", 0, 0)
    for token in found:
        if token.kind == "word" and "SERVICE" in token.text.upper():
            raise _service(text, token)
        if suspect.text and token.text == "{":
            raise _service(text, suspect)
        named = previous.kind == "word" and previous.text.upper() in _NAMES_A_GRAPH
        hidden = token.kind == "pname" and "SERVICE" in _prefix(token) and not named
        suspect = token if hidden else Token("punct", "", 0, 0)
        previous = token


def _service(text: str, token: Token) -> BadQueryError:
    line, column = position(text, token.start)
    return BadQueryError(
        "SERVICE is refused: queries are answered from this collection alone",
        line=line,
        column=column,
        hint="send that part of the query to the other endpoint yourself",
    )


def _check_depth(text: str, found: Iterable[Token]) -> None:
    depth = run = 0
    for token in found:
        if token.kind != "punct":
            run = 0
            continue
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        run = run + 1 if token.text in _PREFIXES else 0
        if depth > MAX_DEPTH or run > MAX_PREFIX_RUN:
            line, column = position(text, token.start)
            raise BadQueryError(
                f"The query is nested more than {MAX_DEPTH} deep", line=line, column=column
            )


def _names_dataset(text: str, found: Iterable[Token]) -> bool:
    depth, previous, names = 0, "", False
    for token in found:
        if token.kind == "punct":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
        elif depth == 0 and token.kind in ("word", "pname"):
            names = names or _begins_dataset(text, token, previous)
        previous = token.text.upper()
    return names


def _begins_dataset(text: str, token: Token, previous: str) -> bool:
    word = token.text.upper() if token.kind == "word" else _prefix(token)
    if "FROM" not in word or previous == "PREFIX":
        return False
    if word == "FROM" and token.kind == "word":
        return True
    line, column = position(text, token.start)
    raise BadQueryError(
        f"“{token.text}” can be read in two ways",
        line=line,
        column=column,
        hint="put a space before and after FROM, or choose a prefix without “from” in it",
    )


def _escaped(text: str, found: Iterable[Token]) -> str:
    pieces, end = [], 0
    for token in found:
        if token.kind == "iri":
            pieces += [text[end : token.start], token.text.translate(_ESCAPES)]
            end = token.end
    return "".join([*pieces, text[end:]])


def _prefix(token: Token) -> str:
    return token.text.partition(":")[0].upper()
