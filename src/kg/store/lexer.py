r"""SPARQL text cut into tokens, in one pass and in linear time.

>>> for token in tokens("ASK { ?s a 'b}'@en } # end"):
...     print(token.kind, token.text)
word ASK
punct {
var ?s
word a
string 'b}'
lang @en
punct }
comment # end

It knows where strings, IRIs and comments begin and end, and nothing of the grammar: terms can be
put into a query and words looked for in it without ever mistaking a quoted word for a keyword.
White space is the gap between two tokens. Every character belongs to a token or a gap, so texts are
taken apart and put together again without loss. SPARQL 1.1 section 19.8 names the terminals.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from kg.errors import BadQueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal[
    "iri",  # <http://example.org/>
    "pname",  # ex:thing, ex:, :thing
    "var",  # ?x, $x
    "string",  # all four kinds of quotes, with the quotes, without language tag or datatype
    "number",  # without its sign, which is punctuation here
    "word",  # keywords, function names, a, true, false
    "lang",  # @en, @ar--rtl
    "punct",  # everything else: one operator, or one character
    "comment",  # from # to the end of the line
    "blank",  # _:b0 (not [], which is two characters of punctuation)
]


class Token(NamedTuple):
    """A piece of query text as written; `start` and `end` are code points, end exclusive."""

    kind: Kind
    text: str
    start: int
    end: int


_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = _BASE + "_0-9"
_REST: Final = _FIRST + "\u00b7\u0300-\u036f\u203f-\u2040"
_NAME: Final = rf"[{_BASE}](?>(?:\.*[{_REST}-]+)*)"
_ESCAPE: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL: Final = rf"(?>(?:(?:[{_FIRST}:]|{_ESCAPE})(?:\.*(?:[{_REST}:-]|{_ESCAPE})+)*)?)"
_NUMBER: Final = r"(?>[0-9]+\.[eE][+-]?[0-9]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_WORD: Final = "[A-Za-z_][A-Za-z0-9_]*+"

# Atomic groups keep every alternative free of backtracking: hostile text costs no more than other
# text. Possessive quantifiers stand on single characters only: on groups they are wrong in Python
# before 3.11.5 (gh-106052), and Debian 12 has 3.11.2. Codepoint escapes are known inside IRIs and
# strings, as in the engine.
_TOKEN: Final = rf"""
      (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?>(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*)>)
    | (?P<string>\"{{3}}(?>(?:[^"\\]|\\[\s\S]|(?!\"{{3}})")*)\"{{3}}
               | '{{3}}(?>(?:[^'\\]|\\[\s\S]|(?!'{{3}})')*)'{{3}}
               | "(?!"")(?>(?:[^"\\\r\n]|\\[^\r\n])*)"
               | '(?!'')(?>(?:[^'\\\r\n]|\\[^\r\n])*)')
    | (?P<open>\"{{3}}|'{{3}}|["'])
    | (?P<var>[?$][{_FIRST}][{_REST}]*+)
    | (?P<lang>@[A-Za-z]++(?>(?:-[A-Za-z0-9]+)*)(?>(?:--[a-z]+)?))
    | (?P<blank>_:[{_FIRST}](?>(?:\.*[{_REST}-]+)*))
    | (?P<pname>(?>(?:{_NAME})?):{_LOCAL})
    | (?P<run>{_NAME})
    | (?P<number>{_NUMBER})
    | (?P<word>{_WORD})
    | (?P<punct>\^\^|&&|\|\||!=|<=|>=|<<|>>|\{{\||\|\}}|[\s\S])
    """
# A run of name characters with no colon behind it, as in "true.FILTER": cut again, without looking
# for prefixed names, so that no character is looked at more than three times.
_PIECE: Final = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<punct>[\s\S])")


@cache
def _token_pattern() -> re.Pattern[str]:
    """Return the pattern of a token; compiling it takes a tenth of a worker's start."""
    return re.compile(_TOKEN, re.VERBOSE)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order, comments among them.

    Raises:
        BadQueryError: a string is opened and never closed.
    """
    for match in _token_pattern().finditer(text):
        kind = match.lastgroup
        if kind == "space":
            continue
        if kind == "run":
            for piece in _PIECE.finditer(text, match.start(), match.end()):
                yield _token(piece)
        elif kind == "open":
            line, column = position(text, match.start())
            raise BadQueryError(
                "The string that begins here is not closed",
                line=line,
                column=column,
                hint=f"end it with {match[0]}",
            )
        else:
            yield _token(match)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of a code point, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _token(match: re.Match[str]) -> Token:
    kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups' names are the kinds
    return Token(kind, match[0], match.start(), match.end())
