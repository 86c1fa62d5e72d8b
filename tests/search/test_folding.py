"""A fold finds another spelling or script; it never says that two words are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.folding import SPELLINGS, STEM, folds, stems, words

SARYBABA = (
    "Sarybaba",
    "SARYBABA",
    "Sar\u0131baba",
    "\u0421\u0430\u0440\u044b\u0431\u0430\u0431\u0430",
)
JEYHUN = (
    "Jeyhun",
    "Ceyhun",
    "\u0414\u0436\u0435\u0439\u0445\u0443\u043d",
    "\u054b\u0565\u0575\u0570\u0578\u0582\u0576",
    "\u10ef\u10d4\u10d8\u10f0\u10e3\u10dc",
)


@pytest.mark.parametrize(
    "names",
    [
        SARYBABA,
        JEYHUN,
        ("\u015eu\u015fa", "Shusha", "\u0428\u0443\u0448\u0430"),
        ("C\u0259f\u0259rov", "Jafarov", "\u0414\u0436\u0430\u0444\u0430\u0440\u043e\u0432"),
        ("Zelenskyy", "Zelensky", "\u0417\u0435\u043b\u0435\u043d\u0441\u044c\u043a\u0438\u0439"),
        ("Sch\u00fctz", "Shutz"),
        ("Xankendi", "Khankendi"),
    ],
)
def test_names_spelt_in_several_ways_have_one_spelling(names: tuple[str, ...]) -> None:
    assert len({folds(name)[1] for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stra\u00dfe", "STRASSE"),
        ("e\u0301t\u00e9", "\u00c9TE"),
        ("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03cc\u03c2"),
        ("\uff11\uff12", "12"),
    ],
)
def test_case_marks_and_script_are_no_difference_of_letters(one: str, other: str) -> None:
    assert folds(one)[0] == folds(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Armenia", "Azerbaijan"), ("Ostrel", "Ostrov"), ("\u6771", "\u52d5"), ("2024", "2025")],
)
def test_other_names_numbers_and_signs_keep_apart(one: str, other: str) -> None:
    assert folds(one)[1] != folds(other)[1]


def test_each_entry_of_the_printed_table_is_levelled() -> None:
    for letters, plain in SPELLINGS.items():
        assert folds(f"a{letters}a")[1] == folds(f"a{plain}a")[1]


def test_a_word_stands_where_its_offsets_say_without_apostrophes_and_possessive() -> None:
    text = "\U0001f525 \u2018The ministry\u2019s\u2019 aide, Nagorno-Karabakh\u2026 1,5"
    found = words(text)
    assert [word.text for word in found] == [
        "The", "ministry", "aide", "Nagorno", "Karabakh", "1", "5",
    ]  # fmt: skip
    assert all(text[word.start : word.end] == word.text for word in found)


def test_a_script_without_spaces_has_a_word_a_character_and_marks_stay_in_their_words() -> None:
    assert [word.text for word in words("\u6771\u4eac")] == ["\u6771", "\u4eac"]
    hindi, arabic = "\u0939\u093f\u0928\u094d\u0926\u0940", "\u0643\u064f\u062a\u0650\u0628\u064e"
    assert [word.text for word in words(f"{hindi} {arabic}")] == [hindi, arabic]


def test_the_index_learns_each_stem_once() -> None:
    assert stems("Closing the closed; THE close") == "jlose jlosi the"
    assert STEM == 5


@given(st.text(max_size=60))
def test_any_text_has_words_at_their_offsets_and_folds_of_no_space(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.letters
        assert word.spelling
        assert all(character.isalnum() or ord(character) > 127 for character in word.stem)


def test_letters_without_a_transliteration_stay_one_word() -> None:
    (word,) = words("\u0787'\u0787")
    assert word.letters == "\u0787\u0787"
