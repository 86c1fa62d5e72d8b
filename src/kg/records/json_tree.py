"""Reading JSON with positions, without recursion.

JSON is read by its own grammar (RFC 8259) rather than as YAML: YAML 1.1 readers refuse tabs and
the escapes that JSON uses beyond the basic plane.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from kg.records.builder import TreeBuilder
from kg.records.faults import Faults
from kg.records.tree import MAXIMUM_ENTRIES, MAXIMUM_VALUES, Lines, Numeral, Tree
from kg.records.yaml_tree import NUMBER

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"true|false|null")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def read_json(text: str, faults: Faults) -> Tree:
    """Return the data of a JSON text.

    Raises:
        RecordError: the text is not JSON; with the line and what was expected.
    """
    try:
        value = _quickly(text)
    except (ValueError, RecursionError):  # the careful reader says what is wrong and where
        return _carefully(text, faults)
    return Tree(value, lambda: _carefully(text, faults).located)


def _carefully(text: str, faults: Faults) -> Tree:
    reader = _Reader(text, faults)
    reader.read()
    return reader.builder.tree()


def _quickly(text: str) -> object:
    """Return the data by Python's own reader, thirty times faster but without places.

    Raises:
        ValueError: the text is not JSON, or has something in it that needs the careful reader.
        RecursionError: it is nested too deep.
    """
    if "null" in text:
        raise ValueError("perhaps a field with no value")
    value = json.loads(
        text,
        parse_int=Numeral,
        parse_float=Numeral,
        parse_constant=_refuse,
        object_pairs_hook=_without_repeats,
    )
    _count(value)
    return value


def _count(value: object) -> None:
    entries, values, waiting = 0, 0, [value]
    while waiting:
        one = waiting.pop()
        inner = list(one.values()) if isinstance(one, dict) else one
        if isinstance(inner, list):
            entries += 1
            waiting += inner
        else:
            values += 1
    if entries > MAXIMUM_ENTRIES or values > MAXIMUM_VALUES:
        raise ValueError("too much in it")


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    items = dict(pairs)
    if len(items) != len(pairs):
        raise ValueError("a field stands twice")
    return items


class _Reader:
    """One pass over the text; `_open` holds the brackets still to be closed."""

    def __init__(self, text: str, faults: Faults) -> None:
        self._text, self._faults, self._lines = text, faults, Lines(text)
        self.builder = TreeBuilder(self._lines, faults)
        self._at = 0
        self._open: list[str] = []
        self._fresh = False

    def read(self) -> None:
        """Read the one value, and make sure that nothing follows it."""
        self._value()
        while self._open:
            self._next()
        if self._peek():
            self._fail("the end of the file")

    def _next(self) -> None:
        """Read what may follow inside the innermost bracket: an entry, or its end."""
        first, self._fresh = self._fresh, False
        if self._peek() == self._open[-1]:
            self._at += 1
            self._open.pop()
            self.builder.close()
            return
        if not first:
            self._expect(",", f"a comma or `{self._open[-1]}`")
        if self._open[-1] == "}":
            self._key()
        self._value()

    def _key(self) -> None:
        if self._peek() != '"':
            self._fail("a field's name in double quotes")
        self._string()
        self._expect(":", "a colon")

    def _value(self) -> None:
        char = self._peek()
        at = self._at
        self._fresh = char in ("{", "[")
        if char == "{":
            self.builder.open({}, at)
            self._open.append("}")
            self._at += 1
        elif char == "[":
            self.builder.open([], at)
            self._open.append("]")
            self._at += 1
        elif char == '"':
            self._string()
        else:
            self._bare()

    def _bare(self) -> None:
        at = self._at
        word = _WORD.match(self._text, self._at)
        number = NUMBER.match(self._text, self._at)
        if word:
            self.builder.scalar(_WORDS[word.group()], at)
            self._at = word.end()
        elif number:
            self.builder.scalar(Numeral(number.group()), at)
            self._at = number.end()
        else:
            self._fail("a value")

    def _string(self) -> None:
        at = self._at
        try:
            value, self._at = scanstring(self._text, self._at + 1, True)  # noqa: FBT003
        except JSONDecodeError as error:
            self._at = min(error.pos, len(self._text))
            self._fail("a well-formed string", error.msg)
        self.builder.scalar(value, at)

    def _peek(self) -> str:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _expect(self, char: str, words: str) -> None:
        if self._peek() != char:
            self._fail(words)
        self._at += 1

    def _fail(self, expected: str, found: str | None = None) -> NoReturn:
        there = self._text[self._at : self._at + 1]
        found = found or (f"here is `{there}`" if there else "the file ends")
        self._faults.stop(
            self._lines.mark(self._at),
            self.builder.path,
            f"not JSON: {expected} is expected, {found}",
        )
