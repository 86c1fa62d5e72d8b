"""A query laid out for reading: the same words in the same order, a line for each pattern.

>>> print(tidy("SELECT * { ?a a ?b ; ?c ?d . FILTER(?d > 2) } LIMIT 3"), end="")
SELECT * {
  ?a a ?b ;
    ?c ?d .
  FILTER(?d > 2)
}
LIMIT 3
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.store.lexer import Token, tokens

STEP: Final = "  "
_CLAUSES: Final = frozenset({
    "PREFIX", "BASE", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "FROM", "WHERE", "GRAPH",
    "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "VALUES", "GROUP", "HAVING", "ORDER",
    "LIMIT", "OFFSET",
})  # fmt: skip


def tidy(text: str) -> str:
    """Return a query with its lines broken and indented; no word is changed, added or left out.

    Raises:
        BadQueryError: a string is opened and never closed.
    """
    layout = _Layout()
    end = 0
    for token in tokens(text):
        layout.add(token, gap=text[end : token.start])
        end = token.end
    return "\n".join(line.rstrip() for line in layout.lines).strip("\n") + "\n"


@dataclass(slots=True)
class _Layout:
    """The lines so far; `depth` counts braces, `inside` the other brackets that are open."""

    lines: list[str] = field(default_factory=lambda: [""])
    depth: int = 0
    inside: int = 0
    last: str = ""

    def add(self, token: Token, *, gap: str) -> None:
        if self._begins_line(token, gap):
            self._break(goes_on=not self._is_whole() and not self._is_clause(token))
        elif self.lines[-1].strip() and gap:
            self.lines[-1] += " "
        if token.text == "}":
            self._close()
        self.lines[-1] += token.text
        self._count(token)
        self.last = "comment" if token.kind == "comment" else token.text

    def _begins_line(self, token: Token, gap: str) -> bool:
        if self.last in {"", "comment"}:
            return self.last == "comment"
        if self.last in {"{", "}"} and token.text not in {".", ")", ","}:
            return True
        if token.kind == "comment":
            return "\n" in gap
        if self.inside:
            return "\n" in gap
        broken = self.last in {".", ";"} or "\n" in gap
        return broken or token.text == "}" or self._is_clause(token)

    def _is_clause(self, token: Token) -> bool:
        word = token.text.upper()
        return token.kind == "word" and word in _CLAUSES and self.last.upper() != "{"

    def _count(self, token: Token) -> None:
        if token.text == "{":
            self.depth += 1
        self.inside += (token.text in {"(", "["}) - (token.text in {")", "]"} and self.inside > 0)

    def _close(self) -> None:
        self.depth = max(self.depth - 1, 0)
        if self.lines[-1].strip():
            self._break()
        self.lines[-1] = STEP * self.depth

    def _is_whole(self) -> bool:
        """Whether what stands before does not go on in the next line."""
        return self.last in {"{", "}", ".", "comment"} or self.lines[
            -1
        ].lstrip().upper().startswith("PREFIX")

    def _break(self, *, goes_on: bool = False) -> None:
        self.lines.append(STEP * (self.depth + goes_on))
