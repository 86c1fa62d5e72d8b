"""What kind of request a text is, told by its first word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import BadQueryError
from kg.store.lexer import Token, position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store.base import Form

_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)
_FORMS: Final[Mapping[str, Form]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "graph",
    "DESCRIBE": "graph",
}


def form_of(text: str, found: Iterable[Token]) -> Form:
    """Return the form of the answer that a query will have.

    Raises:
        BadQueryError: the text is an update, or begins like nothing we know.
    """
    word = _first_word(found)
    refuse_update(text, found)
    if word is None or word.text.upper() not in _FORMS:
        line, column = position(text, word.start if word else 0)
        raise BadQueryError("Expected SELECT, ASK, CONSTRUCT or DESCRIBE", line=line, column=column)
    return _FORMS[word.text.upper()]


def refuse_update(text: str, found: Iterable[Token]) -> None:
    """Refuse SPARQL Update by name, since to a parser of queries it is mere nonsense.

    Raises:
        BadQueryError: the text is an update.
    """
    word = _first_word(found)
    if word is not None and word.text.upper() in _UPDATES:
        line, column = position(text, word.start)
        raise BadQueryError(
            f"{word.text.upper()} is an update, and this endpoint only reads",
            line=line,
            column=column,
            hint="the forms of queries are SELECT, ASK, CONSTRUCT and DESCRIBE",
        )


def _first_word(found: Iterable[Token]) -> Token | None:
    words = (token for token in found if token.kind == "word")
    return next((word for word in words if word.text.upper() not in _PROLOGUE), None)
