"""Scores and differences, worked out by hand from `docs/lookup.md`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.agreeing import Sought
from kg.search.differing import MOST_WORDS, told
from kg.search.folding import folds, words
from kg.search.likeness import Likeness, highest, likeness

NAMES = frozenset(
    folds(name)[1] for name in ("Azerbaijan", "Armenia", "Norvania", "Oskaria", "Jeyhun")
)


def like(asked: str, passage: str) -> Likeness:
    return likeness(told(asked, NAMES), told(passage, NAMES))


def test_the_score_of_the_note_is_what_is_worked_out_there() -> None:
    # asked: the 1, gates 2, of 1, dam 1, were 2, opened 2 make 9; all but "of" are there: 8/9.
    # there: the 1, dam 1, gates 2, were 2, opened 2, on 1, Friday 2 make 11; 8/11.
    # order: "the dam" and "were opened" of 7 and 7 words: 2 x 4 / 14.
    found = like("The gates of the dam were opened", "The dam gates were opened on Friday")
    assert found.score == round((5 * 8 / 9 + 3 * 8 / 11 + 2 * 4 / 7) / 10, 3) == 0.777
    assert (found.found_by, found.differs_in) == ("wording", ())


def test_an_ending_counts_four_fifths() -> None:
    # asked: they 2, open 2; there: they 2, opened 2; order 2 x 1 / 4.
    assert like("they open", "they opened").score == round((8 * (2 + 1.6) / 4 + 2 / 2) / 10, 3)


def test_the_same_words_score_one_and_no_word_in_common_nothing() -> None:
    assert like("The dam is shut.", "the DAM is shut").score == 1.0
    assert like("The dam is shut", "Nobody came").score == 0.0


@pytest.mark.parametrize(
    ("asked", "passage", "found_by"),
    [
        ("the hill", "They took the Hill.", "letters"),
        ("\u015eu\u015fa", "near Susa", "letters"),
        ("Ceyhun left", "Jeyhun left", "spelling"),
        ("took a hill", "They took the hill", "wording"),
    ],
)
def test_how_it_was_found_is_told(asked: str, passage: str, found_by: str) -> None:
    assert like(asked, passage).found_by == found_by


@pytest.mark.parametrize(
    ("asked", "passage", "differs_in"),
    [
        ("Armenia took the hill", "Azerbaijan took the hill", ("name",)),
        ("Armavia took the hill", "Ostrelia took the hill", ("name",)),
        ("They met Ivan", "They met Ivanov", ("name",)),
        ("armenia took the hill", "azerbaijan took the hill", ("name",)),
        ("The bridge is closed", "The bridge of Norvania is closed", ()),
        ("The bridge is closed", "The bridge of Norvania stays closed", ()),
        ("Norvania urges restraint", "The parties use restraint", ("name",)),
        ("The enemy took the hill", "Azerbaijan took the hill", ("name",)),
        ("Two gates were opened", "Three gates were opened", ("number",)),
        ("It cost 5 million", "It cost 7 million", ("number",)),
        ("The gates opened on Friday", "The gates opened on Monday", ("date",)),
        ("They left in May", "They left in June", ("date",)),
        ("The bridge is closed", "The bridge is not closed", ("negation",)),
        ("The bridge isn't closed", "The bridge is closed", ("negation",)),
        ("Armenia accused Azerbaijan", "Azerbaijan accused Armenia", ("order",)),
        ("Ceyhun left", "Jeyhun left", ("spelling",)),
        ("On Friday 3 came", "On Monday 4 came", ("number", "date")),
        ("took the hill", "Azerbaijan took the hill", ()),
        ("The hill was taken", "On Friday the hill was taken by two men", ()),
        ("The gates may open", "The gates open", ()),
    ],
)
def test_what_may_make_it_another_statement_is_named(
    asked: str, passage: str, differs_in: tuple[str, ...]
) -> None:
    assert like(asked, passage).differs_in == differs_in


def test_in_capitals_a_capital_tells_nothing() -> None:
    assert like("SHUT DOWN THE BIG DAM", "open down the big dam").differs_in == ()
    assert like("the Big dam", "the wide dam").differs_in == ("name",)


texts = st.lists(
    st.sampled_from(["the", "dam", "Azerbaijan", "not", "opened", "open", "3", "hill"]), min_size=1
).map(" ".join)


@given(texts, texts)
def test_a_score_lies_between_0_and_1_and_under_its_bound(one: str, other: str) -> None:
    score = like(one, other).score
    assert 0 <= score <= 1
    assert score <= round(highest(words(one), Sought(words(one)), words(other)), 3)


@given(texts)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert like(text, text)[:3] == (1.0, "letters", ())


def test_only_so_many_words_are_compared() -> None:
    assert len(told("a " * 1000, NAMES).words) == MOST_WORDS
