"""Looking through RDF files for what the engine's parser would not come to an end with.

One pass over the bytes each, in the process that may be killed: a file of half a megabyte can
otherwise keep the parser busy for hours, or fill the memory.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.parsers import expat

from kg.errors import DataError

MOST_LEVELS: Final = 1000
"""Levels of elements in RDF/XML, and of brackets in JSON-LD."""
MOST_ATTRIBUTES: Final = 1000
"""Attributes of one element in RDF/XML, abbreviations of name spaces among them."""

_ENTITY: Final = re.compile(rb"<!ENTITY\b")
_HARMLESS: Final = re.compile(rb"""<!ENTITY\s+[^\s%"'&]+\s+(?:"[^"&%]*"|'[^'&%]*')\s*>""")
"""An entity that stands for plain text: the abbreviations many ontologies begin with."""
_BRACKET: Final = re.compile(rb""""[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]""", re.DOTALL)
"""A bracket, or a string, in which brackets mean nothing."""


def refuse_expansion(path: Path) -> None:
    """Refuse entities made of entities: a few lines of them expand to any number of gigabytes.

    Raises:
        DataError: RDF/XML with such an entity; with its line.
    """
    with _bytes(path) as text:
        for found in _ENTITY.finditer(text):
            if not _HARMLESS.match(text, found.start()):
                line = text[: found.start()].count(b"\n") + 1
                raise DataError(f"line {line}: an entity that is not plain text is refused")


def refuse_excess(path: Path) -> None:
    """Refuse RDF/XML with deep nesting or long lists of attributes.

    At each element the engine looks through all levels around it, and at each attribute through
    all before it: hours for 200,000 of them. Python's own scanner does neither.

    Raises:
        DataError: there are more levels or attributes than allowed, or it is not XML; with a line.
    """
    scanner = expat.ParserCreate()
    scanner.ordered_attributes = True  # names and values in one list
    depth = 0

    def begin(_name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        line = scanner.CurrentLineNumber
        if depth > MOST_LEVELS:
            raise DataError(f"line {line}: elements nested deeper than {MOST_LEVELS} levels")
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise DataError(f"line {line}: an element with more than {MOST_ATTRIBUTES} attributes")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    scanner.StartElementHandler, scanner.EndElementHandler = begin, end
    try:
        with path.open("rb") as file:
            scanner.ParseFile(file)
    except expat.ExpatError as error:
        raise DataError(f"line {error.lineno}: not XML: {expat.ErrorString(error.code)}") from error


def refuse_depth(path: Path) -> None:
    """Refuse JSON-LD with deep nesting: a context is gone through at every level.

    Raises:
        DataError: there are more levels than allowed; with the line.
    """
    depth = 0
    with _bytes(path) as text:
        for found in _BRACKET.finditer(text):
            depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(found.group(), 0)
            if depth > MOST_LEVELS:
                line = text[: found.start()].count(b"\n") + 1
                raise DataError(f"line {line}: brackets nested deeper than {MOST_LEVELS} levels")


@contextmanager
def _bytes(path: Path) -> Iterator[mmap.mmap | bytes]:
    """Give the bytes of a file without keeping them all; an empty one cannot be mapped."""
    if not path.stat().st_size:
        yield b""
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        yield text
