"""The first word that counts tells the form."""

from __future__ import annotations

import pytest

from kg.errors import BadQueryError
from kg.store.forms import form_of
from kg.store.lexer import tokens


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "select"),
        ("ASK{}", "ask"),
        ("PREFIX drop: <http://e/> BASE <http://e/> CONSTRUCT WHERE {}", "graph"),
        ("DESCRIBE <http://e/>", "graph"),
    ],
)
def test_a_query_has_the_form_of_its_first_word(text: str, form: str) -> None:
    assert form_of(text, list(tokens(text))) == form


@pytest.mark.parametrize("text", ["", "{}", "\nFIND x", "PREFIX e: <http://e/> CLEAR ALL"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadQueryError):
        form_of(text, list(tokens(text)))
