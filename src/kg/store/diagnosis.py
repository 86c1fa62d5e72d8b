"""Why a query does not parse: where, what stands there, and what was expected instead.

The engine (peg) names the place where its furthest attempt gave up. An attempt at a keyword reads
as many characters as the keyword has before it compares, so that place is up to fourteen characters
too far, and the attempts that were really the furthest are missing from the message. Asked again
with the white space stretched, it can only err into white space; the token before that is the one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Store

from kg.errors import BadQueryError
from kg.store.forms import refuse_update
from kg.store.lexer import Token, position, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_GAP: Final = " " * 20  # longer than any keyword of SPARQL
_MESSAGE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PROBED_BYTES: Final = 8 * 1024
"""Longer texts are not tried with each keyword: that would take longer than reading on."""

_SHOWN: Final = 60
"""Characters of the offending token that are shown."""

_Parse: TypeAlias = "Callable[[str], tuple[int, str] | None]"

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
_CLAUSES: Final = ("DISTINCT", "FROM", "NAMED", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "LIMIT")
_MORE_CLAUSES: Final = ("OFFSET", "VALUES", "AS", "ASC", "DESC", "UNDEF", "SEPARATOR")
_PATTERNS: Final = ("OPTIONAL", "GRAPH", "UNION", "MINUS", "FILTER", "BIND", "EXISTS", "NOT", "IN")
_KEYWORDS: Final = (*_FORMS, *_CLAUSES, *_MORE_CLAUSES, *_PATTERNS)
_THINGS: Final = {"?": "a variable", "<": "an IRI", ":": "a prefixed name", r"\"": "a string"}
_PUNCTUATION: Final = frozenset("{}()[].;,*/|^!=&+-")
_CLINGING: Final = frozenset({"+", "-", "<<", ">>", "{|", "|}", "^^"})
"""Signs that mean something else, or nothing, when a space is put beside them."""
_SENTENCE: Final = re.compile(r"(?:^|, )([A-Z][A-Za-z]+(?: [A-Za-z]+)+)")


@dataclass(frozen=True, slots=True)
class _Stretched:
    text: str
    starts: tuple[int, ...]  # of the tokens, in `text`


def explain(text: str, base: str | None) -> BadQueryError:
    """Return the error for a text that the engine refused, its relative IRIs resolved by `base`.

    Raises:
        BadQueryError: a string is not closed, which explains everything else.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    refuse_update(text, found)
    stretched = _stretch(found)
    failure = partial(_failure, base)
    offset, reason = failure(stretched.text) or (len(stretched.text), "")
    failing = sum(start <= offset for start in stretched.starts) - 1
    if offset >= len(stretched.text) or failing < 0:
        failing = len(found)
    return _described(text, found, failing, reason, _expected(stretched, failing, failure))


def _stretch(found: Sequence[Token]) -> _Stretched:
    text, starts = "", []
    previous = Token("punct", "", 0, 0)
    for token in found:
        if token.start > previous.end or _loose(token, previous) or _loose(previous, token):
            text += _GAP
        starts.append(len(text))
        text += token.text
        previous = token
    return _Stretched(text + _GAP, tuple(starts))


def _loose(token: Token, neighbour: Token) -> bool:
    return token.kind == "punct" and not {token.text, neighbour.text} & _CLINGING


def _failure(base: str | None, text: str) -> tuple[int, str] | None:
    """Return where the engine gives up on `text` and what it says; None when it parses."""
    try:
        Store().query(text, base_iri=base)
    except SyntaxError as error:
        match = _MESSAGE.search(str(error))
        if match is None:
            return 0, str(error)
        line, column = int(match[1]), int(match[2])
        before = sum(len(piece) + 1 for piece in text.split("\n")[: line - 1])
        return before + column - 1, match[3]
    except (RuntimeError, ValueError, OSError):  # it parses; that it cannot run is another matter
        return None
    return None


def _expected(stretched: _Stretched, failing: int, failure: _Parse) -> list[str]:
    cut = stretched.text
    if failing < len(stretched.starts):
        cut = cut[: stretched.starts[failing]]
    failed = failure(cut)
    if failed is None:
        return ["the end of the query"]
    offset, reason = failed
    wanted = _QUOTED.findall(reason) if offset >= len(cut) else []
    things = [name for sign, name in _THINGS.items() if sign in wanted]
    numbers = ["a number"] if "['0'..='9']" in reason else []
    signs = [f"“{sign}”" for sign in wanted if sign in _PUNCTUATION]
    return [*things, *numbers, *_viable(cut, failure), *signs]


def _viable(cut: str, failure: _Parse) -> list[str]:
    if len(cut) > _PROBED_BYTES:
        return []
    probes = {word: f"{cut}{_GAP}{word}{_GAP}" for word in _KEYWORDS}
    outcomes = {word: failure(probe) for word, probe in probes.items()}
    viable = [
        word
        for word, failed in outcomes.items()
        if failed is None or failed[0] >= len(probes[word])
    ]
    return viable if len(viable) < len(_KEYWORDS) else []  # all of them: inside a broken IRI


def _described(
    text: str, found: Sequence[Token], failing: int, reason: str, expected: list[str]
) -> BadQueryError:
    if failing == len(found):
        offset, there = len(text.rstrip()), "the query ends here"
    else:
        offset, there = found[failing].start, f"found “{found[failing].text[:_SHOWN]}”"
    line, column = position(text, offset)
    return BadQueryError(
        f"{_wanted(found[failing:], reason, expected)}; {there}",
        line=line,
        column=column,
        hint=_hint(found, failing, expected),
    )


def _wanted(rest: Sequence[Token], reason: str, expected: list[str]) -> str:
    if rest and rest[0].kind == "iri" and "an IRI" in expected:
        return "The IRI is relative, and there is no BASE to resolve it"
    if rest and "Prefix not found" in reason:
        return f"The prefix {rest[0].text.partition(':')[0]}: is not declared with PREFIX"
    if sentence := _SENTENCE.search(reason):  # beyond grammar: the engine says it in words
        return sentence[1]
    if len(expected) > 1:
        return f"Expected {', '.join(expected[:-1])} or {expected[-1]}"
    return f"Expected {expected[0]}" if expected else "Not valid SPARQL"


def _hint(found: Sequence[Token], failing: int, expected: list[str]) -> str | None:
    if failing < len(found) and found[failing].kind == "word":
        word = found[failing].text.upper()
        if near := get_close_matches(word, [name for name in expected if name.isupper()], n=1):
            return f"did you mean {near[0]}?"
    return None
