from __future__ import annotations

import pytest

from kg.copies.shingles import shingles


def test_five_words_make_one_run_and_four_make_none() -> None:
    assert len(shingles(["the gates of the dam"])) == 1
    assert shingles(["gates of the dam"]) == frozenset()


@pytest.mark.parametrize(
    "printed",
    [
        "The Gates of the Dam",
        "the gates, of the dam!",
        "the gates\nof  the dam",
        "the \uff47ates of the dam",
    ],
)
def test_case_signs_line_breaks_and_wide_letters_make_no_difference(printed: str) -> None:
    assert shingles([printed]) == shingles(["the gates of the dam"])


def test_another_word_is_another_run() -> None:
    assert not shingles(["the gates of the dam"]) & shingles(["the gates of the lock"])


def test_no_run_goes_from_one_stretch_into_another() -> None:
    assert shingles(["the gates of", "the dam"]) == frozenset()


def test_scripts_without_spaces_are_counted_by_the_character() -> None:
    assert len(shingles(["水坝的闸门开了"])) == 3


def test_letters_that_only_look_alike_are_other_words() -> None:
    assert shingles(["the gates of the dam"]) != shingles(["the g\u0430tes of the dam"])
