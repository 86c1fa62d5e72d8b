from __future__ import annotations

import pytest

from kg.search.fitting import equal, fit, pieces, standing


def test_a_word_is_cut_into_pieces_of_three_with_its_ends_marked() -> None:
    assert pieces("Vesk") == {"  v", " ve", "ves", "esk", "sk "}


def test_the_fit_is_what_both_share_of_all_their_pieces() -> None:
    assert fit("Tobin Vesk", "Tobin Vesk (invented)") == 2 * 11 / (11 + 20)


@pytest.mark.parametrize("other", ["VESK, TOBIN", "tobin  vesk", "“Tobin” Vesk!"])
def test_order_case_and_punctuation_make_no_difference_to_the_fit(other: str) -> None:
    assert fit("Tobin Vesk", other) == 1


def test_other_words_share_little() -> None:
    # "  a" is all that both have, of 8 and 11 pieces
    assert fit("Armenia", "Azerbaijan") == 2 * 1 / 19


def test_texts_without_words_fit_only_themselves() -> None:
    assert (fit("?!", "?!"), fit("?!", "!?"), fit("", "Vesk")) == (1, 0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("VESK", "vesk"), ("caf\u00e9", "CAFE\u0301"), ("Maß", "MASS"), ("ΟΔΟΣ", "οδος")],
)
def test_case_and_composition_are_all_that_equal_names_may_differ_in(one: str, other: str) -> None:
    assert equal(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vesk", "V\u0435sk"), ("cafe", "café"), ("Jeyhun", "Ceyhun"), ("a b", "a  b"), ("İ", "i")],
)
def test_nothing_else_is_equal(one: str, other: str) -> None:
    assert not equal(one, other)


def test_words_stand_at_the_beginning_of_a_name_or_of_a_word_or_within_one() -> None:
    places = [standing(name, "maß") for name in ("Maß, Anna", "Anna MAß", "Unmaß", "Mass")]
    assert places == [1, 2, 3, 0]
