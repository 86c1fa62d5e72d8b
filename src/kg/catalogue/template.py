"""A query with holes: cut once into text and slots, then filled with terms, token for token.

A line ending in the comment `#? since` is left out unless parameter `since` is given; with
`#? mode=certain` unless `mode` has that value; with `#? since mode=certain` unless both hold.

>>> from pyoxigraph import NamedNode
>>> template = compile_template("SELECT ?s { ?s ?p ?_what }", {"what"})
>>> template.render({"what": (NamedNode("http://example.org/x"),)}, {})
'SELECT ?s { ?s ?p <http://example.org/x> }'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from kg.catalogue.terms import Term, written
from kg.errors import BadQueryError
from kg.store.lexer import Token, position, tokens

_CONDITION: Final = re.compile(r"[a-z][a-z0-9_]*(?:=[a-z0-9A-Z-]+)?")
REMEMBERED: Final = 64
"""Choices of lines that are kept put together, of each query."""
_CLOSE: Final = "([{}]) \t\r\n"


class Condition(NamedTuple):
    """A line's condition: the parameter is given and, where `value` is set, has that value."""

    name: str
    value: str | None

    def holds(self, given: Mapping[str, str]) -> bool:
        """Return whether the line stays."""
        return self.name in given and self.value in (None, given[self.name])


class Slot(NamedTuple):
    """Where a term goes, and what stands between several.

    `bare`: after LIMIT, where the grammar wants digits and no datatype.
    """

    name: str
    bare: bool
    before: str
    between: str
    after: str

    def fill(self, terms: Iterable[Term]) -> str:
        """Return the terms as text, with a space where they would touch another token."""
        shown = (term.value if self.bare else written(term) for term in terms)
        return f"{self.before}{self.between.join(shown)}{self.after}"


Piece: TypeAlias = str | Slot


class Part(NamedTuple):
    """Consecutive pieces under the same conditions: one line, or all lines up to the next one."""

    conditions: tuple[Condition, ...]
    pieces: tuple[Piece, ...]

    def slots(self) -> Iterator[Slot]:
        """Yield the places for terms in it."""
        return (piece for piece in self.pieces if isinstance(piece, Slot))

    def names(self) -> Iterator[str]:
        """Yield the names of the parameters in it."""
        return (slot.name for slot in self.slots())


class _Kept(NamedTuple):
    """The lines that stay for some parameters, texts joined, and the names in them."""

    pieces: tuple[Piece, ...]
    slots: frozenset[str]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> _Kept:
        pieces: list[Piece] = []
        for piece in (piece for part in parts for piece in part.pieces):
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
        return cls(tuple(pieces), frozenset(each.name for each in pieces if isinstance(each, Slot)))


@dataclass(frozen=True)
class Template:
    """A query's text, cut at its parameters and its optional lines."""

    parts: tuple[Part, ...]

    def render(self, terms: Mapping[str, tuple[Term, ...]], given: Mapping[str, str]) -> str:
        """Return the query with every term in place and the lines left out that do not apply.

        `terms` has the terms of each parameter that is bound, `given` the text of each that is
        given. Every slot of a line that stays must be among the terms (`slots` tells which).
        """
        return "".join(
            piece if isinstance(piece, str) else piece.fill(terms[piece.name])
            for piece in self._kept(given).pieces
        )

    def slots(self, given: Mapping[str, str]) -> frozenset[str]:
        """Return the names of the parameters that the remaining lines need."""
        return self._kept(given).slots

    def conditions(self) -> frozenset[Condition]:
        """Return every condition any line has."""
        return frozenset(condition for part in self.parts for condition in part.conditions)

    def _kept(self, given: Mapping[str, str]) -> _Kept:
        """Return what stays; the same questions are asked again and again."""
        held = tuple(condition.holds(given) for condition in self._conditions)
        if (kept := self._cuts.get(held)) is None:
            if len(self._cuts) >= REMEMBERED:
                self._cuts.clear()
            kept = self._cuts[held] = _Kept.of(
                part
                for part in self.parts
                if all(condition.holds(given) for condition in part.conditions)
            )
        return kept

    @cached_property
    def _conditions(self) -> tuple[Condition, ...]:
        return tuple(sorted(self.conditions(), key=str))

    @cached_property
    def _cuts(self) -> dict[tuple[bool, ...], _Kept]:
        return {}


def compile_template(text: str, names: Collection[str]) -> Template:
    """Return `text` cut at the parameters `names` (written `?_name`) and its optional lines.

    Raises:
        BadQueryError: an undeclared `?_name`; a parameter where a variable is being defined; a
            condition that cannot be read, or on a line that a longer string runs across.
    """
    found = list(tokens(text))
    _refuse_targets(text, found)
    slots = dict(_slots(text, found, names))
    parts: list[Part] = []
    place = 0
    for start, end, kept, conditions in _optional_lines(text, found):
        parts.append(Part((), _pieces(text, slots, place, start)))
        parts.append(Part(conditions, (*_pieces(text, slots, start, kept), "\n")))
        place = end
    parts.append(Part((), _pieces(text, slots, place, len(text))))
    return Template(tuple(part for part in parts if part.pieces))


def parameter_name(token: Token) -> str | None:
    """Return `since` for the token `?_since`, None for every other token."""
    is_parameter = token.kind == "var" and token.text.startswith(("?_", "$_"))
    return token.text[2:] if is_parameter else None


def _slots(
    text: str, found: list[Token], names: Collection[str]
) -> Iterator[tuple[int, tuple[int, Slot]]]:
    """Yield start, end and slot of every parameter in the text."""
    for further, before, token in zip([None, None, *found], [None, *found], found, strict=False):
        if (name := parameter_name(token)) is None:
            continue
        if name not in names:
            raise _at(text, token, f"{token.text} is no declared parameter")
        bare = before is not None and before.text.upper() == "LIMIT"
        between = ", " if further is not None and further.text.upper() == "IN" else " "
        left = "" if text[: token.start][-1:] in ("", *_CLOSE) else " "
        right = "" if text[token.end : token.end + 1] in ("", *_CLOSE) else " "
        yield token.start, (token.end, Slot(name, bare, left, between, right))


def _pieces(
    text: str, slots: Mapping[int, tuple[int, Slot]], start: int, end: int
) -> tuple[Piece, ...]:
    """Return the text from `start` to `end`, cut at the slots in it."""
    pieces: list[Piece] = []
    place = start
    for begin in (offset for offset in slots if start <= offset < end):
        place_after, slot = slots[begin]
        pieces += [text[place:begin], slot]
        place = place_after
    pieces.append(text[place:end])
    return tuple(piece for piece in pieces if piece != "")


def _optional_lines(
    text: str, found: list[Token]
) -> Iterator[tuple[int, int, int, tuple[Condition, ...]]]:
    """Yield start, end, end of what is kept, and conditions of each line that has conditions."""
    for token in found:
        if token.kind != "comment" or not token.text.startswith("#?"):
            continue
        start = text.rfind("\n", 0, token.start) + 1
        if any(other.start < start < other.end for other in found):
            raise _at(text, token, "a string runs across this optional line")
        words = token.text[2:].split()
        if not words or not all(map(_CONDITION.fullmatch, words)):
            raise _at(text, token, f"“{token.text}” names no condition")
        kept = len(text[: token.start].rstrip(" \t"))
        conditions = tuple(_condition(word) for word in words)
        yield start, min(token.end + 1, len(text)), kept, conditions


def _condition(word: str) -> Condition:
    name, _, value = word.partition("=")
    return Condition(name, value or None)


def _refuse_targets(text: str, found: list[Token]) -> None:
    """Raise where a parameter stands in a place that defines or groups by a variable.

    A term there would not parse, or, worse, would quietly mean something else.
    """
    depth = 0
    clause = previous = ""
    for token in found:
        word = token.text.upper()
        if word in ("{", "}"):
            clause = ""
        elif token.kind == "word" and depth == 0 and word not in ("AS", "DISTINCT", "REDUCED"):
            clause = "GROUP BY" if (previous, word) == ("GROUP", "BY") else word
        depth += (word == "(") - (word == ")")
        defines = previous == "AS" or clause == "VALUES"
        defines |= depth == 0 and clause in ("SELECT", "GROUP BY")
        if defines and parameter_name(token):
            raise _at(text, token, f"{token.text} stands where the query names a result")
        previous = word


def _at(text: str, token: Token, detail: str) -> BadQueryError:
    line, column = position(text, token.start)
    return BadQueryError(detail, line=line, column=column)
