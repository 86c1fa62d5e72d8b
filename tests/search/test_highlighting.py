"""Ranges count code points from the beginning of the passage, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.highlighting import of_quote, of_words

GEORGIAN = "\u10d2\u10d0\u10db\u10d0\u10e0\u10ef\u10dd\u10d1\u10d0"
MINISTRY = "\u0627\u0644\u0648\u0632\u0627\u0631\u0629"
CYRILLIC = "\u041c\u0438\u043d\u043e\u0431\u043e\u0440\u043e\u043d\u044b"


@pytest.mark.parametrize(
    ("words", "passage", "shown"),
    [
        (["HILL"], "A hill, uphill", ["hill", "hill"]),
        ([GEORGIAN], f"\u201c{GEORGIAN}!\u201d", [GEORGIAN]),
        ([MINISTRY], f"\u0642\u0627\u0644\u062a {MINISTRY}", [MINISTRY]),
        ([CYRILLIC.upper()], f"{CYRILLIC} \u0438", [CYRILLIC]),
        (["e"], "cafe\u0301", ["e\u0301"]),
        (["z"], "\u0130z \u0130zmir", ["z", "z"]),
        (["fire"], "\U0001f469\u200d\U0001f692 fire \U0001f525", ["fire"]),
        (["\U0001f525"], "fire \U0001f525", ["\U0001f525"]),
        (["the", "then"], "then", ["then"]),
        (["hill", "ill s"], "hill side", ["hill s"]),
        (["absent"], "here", []),
    ],
)  # fmt: skip
def test_the_words_found_are_where_the_ranges_say(
    words: list[str], passage: str, shown: list[str]
) -> None:
    assert [passage[start:end] for start, end in of_words(words, passage)] == shown


@pytest.mark.parametrize(
    ("words", "passage", "shown"),
    [
        ("calm  DOWN", "He said \u201ccalm\n down\u201d", ["calm\n down"]),
        ("'calm'", "He said \u201ccalm\u201d", ["\u201ccalm\u201d"]),
        ("\u0130st", "In \u0130stanbul", ["\u0130st"]),
        ("He said: they left, and so on", "they left", ["they left"]),
        ("nothing", "they left", []),
    ],
)
def test_a_quotation_is_marked_as_it_is_printed(words: str, passage: str, shown: list[str]) -> None:
    assert [passage[start:end] for start, end in of_quote(words, passage)] == shown


@given(st.text(min_size=1, max_size=3), st.text(max_size=30))
def test_ranges_are_in_order_apart_and_inside(word: str, passage: str) -> None:
    for ranges in (of_words([word], passage), of_quote(word, passage)):
        ends = [place for each in ranges for place in each]
        assert ends == sorted(set(ends))
        assert all(0 <= place <= len(passage) for place in ends)


@given(st.text(max_size=20), st.text(min_size=1, max_size=4), st.text(max_size=20))
def test_what_stands_there_in_any_case_is_found(before: str, word: str, after: str) -> None:
    passage = f"{before}{word}{after}"
    if word.lower() in passage.lower():
        assert of_words([word.lower()], passage)
