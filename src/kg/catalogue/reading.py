"""What a query's text says, read from its tokens: enough to hold it to our rules.

>>> reading = Reading.of("SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o) ?s LIMIT 5")
>>> reading.order, reading.has("LIMIT")
(('o', 's'), True)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from kg.store.lexer import Token, tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of a query, comments left out, and questions about them."""

    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Read the tokens of `text`."""
        return cls(tuple(token for token in tokens(text) if token.kind != "comment"))

    def has(self, word: str) -> bool:
        """Return whether a keyword occurs (never inside a string, an IRI or a name)."""
        return any(token.kind == "word" and token.text.upper() == word for token in self.tokens)

    @property
    def order(self) -> tuple[str, ...]:
        """The variables of the outermost ORDER BY, in order."""
        keys: list[str] = []
        depth, ordering, previous = 0, False, ""
        for token in self.tokens:
            word = token.text.upper()
            depth += (word == "{") - (word == "}")
            if depth == 0 and (previous, word) == ("ORDER", "BY"):
                keys, ordering = [], True
            elif depth == 0 and word in ("LIMIT", "OFFSET", "VALUES"):
                ordering = False
            elif ordering and token.kind == "var":
                keys.append(token.text[1:])
            previous = word
        return tuple(keys)

    @property
    def limit_inside(self) -> bool:
        """Whether a sub-select has a LIMIT."""
        depth = 0
        for token in self.tokens:
            depth += (token.text == "{") - (token.text == "}")
            if depth and token.kind == "word" and token.text.upper() == "LIMIT":
                return True
        return False

    @property
    def selects_all(self) -> bool:
        """Whether a SELECT takes `*`."""
        heads = ("SELECT", "DISTINCT", "REDUCED")
        return any(b.text == "*" and a.text.upper() in heads for a, b in pairwise(self.tokens))

    @property
    def is_distinct(self) -> bool:
        """Whether the outermost SELECT is DISTINCT."""
        words = (token.text.upper() for token in self.tokens)
        return any(word == "SELECT" and next(words, "") == "DISTINCT" for word in words)

    @property
    def counts_repeats(self) -> bool:
        """Whether a COUNT is taken without DISTINCT."""
        three = zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False)
        return any(
            a.kind == "word" and a.text.upper() == "COUNT" and c.text.upper() != "DISTINCT"
            for a, _, c in three
        )

    def calls(self) -> Iterator[str]:
        """Yield the prefixed names used as functions, such as `xsd:date`."""
        for name, bracket in pairwise(self.tokens):
            if name.kind == "pname" and bracket.text == "(":
                yield name.text

    def prefixes(self) -> dict[str, str]:
        """Return the declared prefixes with their namespaces."""
        three = zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False)
        return {
            name.text[:-1]: iri.text[1:-1]
            for word, name, iri in three
            if word.text.upper() == "PREFIX" and name.kind == "pname" and iri.kind == "iri"
        }

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield prefix and local name of every prefixed name that is used, not declared."""
        previous = ""
        for token in self.tokens:
            if token.kind == "pname" and previous != "PREFIX":
                prefix, _, local = token.text.partition(":")
                yield prefix, local
            previous = token.text.upper()
