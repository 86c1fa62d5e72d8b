"""Words and passage are compared after the least levelling that makes them agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.levelling import (
    DASHES,
    DOUBLE,
    SINGLE,
    WHITESPACE,
    comparison,
    level,
    opening,
    openings,
    sought,
)

PASSAGE = "He said: \u201cCalm down\u201d \u2014 twice"


@pytest.mark.parametrize(
    ("words", "normalised", "extent"),
    [
        (PASSAGE, (), "whole"),
        ("Calm down", (), "part"),
        (f"Then: {PASSAGE}. So.", (), "longer"),
        ("calm down", ("case",), "part"),
        ("Calm\n  down", ("whitespace",), "part"),
        ('He said: "Calm', ("quotation marks",), "part"),
        ("\u201d - twice", ("dashes",), "part"),
        (
            'he said: "calm\u00a0down" - twice',
            ("case", "whitespace", "quotation marks", "dashes"),
            "whole",
        ),
    ],
)
def test_each_difference_is_named(words: str, normalised: tuple[str, ...], extent: str) -> None:
    assert comparison(words, PASSAGE) == (normalised, extent)


@pytest.mark.parametrize("words", ["Calm town", "Calmdown", "Calm down twice", "said Calm"])
def test_other_words_never_agree(words: str) -> None:
    assert comparison(words, PASSAGE) is None


def test_a_lookalike_in_another_script_does_not_agree() -> None:
    assert comparison("C\u0430lm down", PASSAGE) is None


def test_the_marks_and_space_around_a_paste_are_not_looked_for() -> None:
    assert sought(" \u201cCalm down\u201d\n") == "Calm down"


def test_every_mark_and_dash_is_levelled_to_one() -> None:
    assert level(DOUBLE + SINGLE) == "'" * len(DOUBLE + SINGLE)
    assert level(DASHES) == "-" * len(DASHES)
    assert level(WHITESPACE) == " "


@given(st.text(min_size=1, max_size=20), st.text(max_size=5), st.text(max_size=5))
def test_a_text_has_the_opening_of_every_passage_in_it(
    passage: str, before: str, after: str
) -> None:
    words = before + level(passage) + after
    assert opening(passage) in openings(words)


@given(st.text("aA \u00a0\n\u201c\"'-\u2014\u03a3\u0391\u03c3\u03c2", max_size=12), st.data())
def test_levelling_keeps_what_lower_case_contains(text: str, data: st.DataObject) -> None:
    """So trigrams of levelled text never miss what is then checked exactly."""
    lowered = text.lower()
    start = data.draw(st.integers(0, len(lowered)))
    end = data.draw(st.integers(start, len(lowered)))
    assert level(lowered[start:end]) in level(text)
