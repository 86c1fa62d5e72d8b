from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.assets import directory
from kg.errors import BadQueryError
from kg.store.lexer import tokens
from kg_api.pages.tidying import tidy

QUESTIONS = sorted(directory("queries").glob("*/*.rq"))


def words(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


def test_each_pattern_has_a_line_and_each_group_an_indent() -> None:
    query = "ASK { ?a a ?b ; ?c 1.5 . { ?d ?e 'f . g' } UNION { ?h ?i [ ?j ?k ; ?l ?m ] } }"
    assert tidy(query) == (
        "ASK {\n"
        "  ?a a ?b ;\n"
        "    ?c 1.5 .\n"
        "  {\n"
        "    ?d ?e 'f . g'\n"
        "  }\n"
        "  UNION {\n"
        "    ?h ?i [ ?j ?k ; ?l ?m ]\n"
        "  }\n"
        "}\n"
    )


def test_a_comment_ends_its_line_and_no_word_falls_into_it() -> None:
    assert tidy("ASK { ?a ?b ?c . # why\n?d ?e ?f }") == (
        "ASK {\n  ?a ?b ?c . # why\n  ?d ?e ?f\n}\n"
    )


def test_braces_that_do_not_match_are_laid_out_all_the_same() -> None:
    assert words(tidy("} } ASK { ( } ) ]")) == words("} } ASK { ( } ) ]")


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_word_of_a_question_is_changed_and_twice_is_once(file: Path) -> None:
    text = re.sub("^#[+].*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
    laid_out = tidy(text)
    assert words(laid_out) == words(text)
    assert tidy(laid_out) == laid_out


def test_a_string_that_never_ends_is_told_at_its_place() -> None:
    with pytest.raises(BadQueryError) as caught:
        tidy("ASK {\n ?a ?b 'c }")
    assert (caught.value.line, caught.value.column) == (2, 8)
