"""RDF terms as our own values, so that no layer above the store knows an engine.

>>> Literal("Mount Sarybaba", language="en").ntriples
'"Mount Sarybaba"@en'
>>> Iri("https://example.org/a b")
Traceback (most recent call last):
    ...
ValueError: “https://example.org/a b” cannot be an IRI: it contains “ ”
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_ESCAPED: Final = {ord("\\"): r"\\", ord('"'): r"\"", ord("\n"): r"\n", ord("\r"): r"\r"}


@dataclass(frozen=True, slots=True)
class Iri:
    r"""An IRI; characters that no IRI may hold are refused (RDF 1.1 N-Triples, IRIREF).

    Raises:
        ValueError: it holds a space, a control character or one of ``<>"{}|\^`` and the backtick.
    """

    value: str

    def __post_init__(self) -> None:
        """Refuse what would end an IRI early when it is written down."""
        if found := _NOT_IN_IRI.search(self.value):
            raise ValueError(f"“{self.value}” cannot be an IRI: it contains “{found[0]}”")

    @property
    def ntriples(self) -> str:
        """Return the term as N-Triples writes it."""
        return f"<{self.value}>"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: its lexical form as given, its datatype, and its language if it has one."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None

    def __post_init__(self) -> None:
        """Give a literal with a language the datatype that RDF 1.1 section 3.3 demands."""
        if self.language is not None:
            object.__setattr__(self, "datatype", _LANG_STRING)

    @property
    def ntriples(self) -> str:
        """Return the term as N-Triples writes it."""
        quoted = f'"{self.value.translate(_ESCAPED)}"'
        if self.language is not None:
            return f"{quoted}@{self.language}"
        return quoted if self.datatype == XSD_STRING else f"{quoted}^^<{self.datatype}>"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank node of somebody else's data, by the label one answer gives it; ours has none."""

    value: str

    @property
    def ntriples(self) -> str:
        """Return the term as N-Triples writes it."""
        return f"_:{self.value}"


Term: TypeAlias = Iri | Literal | Blank
