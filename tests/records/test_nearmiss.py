"""A quote that is not in the text is explained, and never accepted."""

from __future__ import annotations

import pytest

from kg.records.nearmiss import NearMiss

MISSING = "this quote does not stand in the text"


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        (
            "x\nThe “hill”",
            'The "hill"',
            (
                '; at character 5 it has `"` (U+0022, quotation mark) where line 2 of the text has'
                " `“` (U+201C, left double quotation mark)"
            ),
        ),
        (
            "the minister\u2019s hill",
            "minister's",
            (
                "; at character 9 it has `'` (U+0027, apostrophe) where line 1 of the text has"
                " `\u2019` (U+2019, right single quotation mark)"
            ),
        ),
        (
            "hill — top",
            "hill - top",
            (
                "; at character 6 it has `-` (U+002D, hyphen-minus) where line 1 of the text has"
                " `—` (U+2014, em dash)"
            ),
        ),
        (
            "the\u00a0hill",
            "the hill",
            (
                "; at character 4 it has (U+0020, space) where line 1 of the text has"
                " (U+00A0, no-break space)"
            ),
        ),
        (
            "the hill\nfell",
            "hill fell",
            (
                "; at character 5 it has (U+0020, space) where line 1 of the text has"
                " (U+000A, a control character)"
            ),
        ),
        (
            "the  hill",
            "the hill",
            (
                "; at character 5 it has `h` (U+0068, latin small letter h) where line 1 of the"
                " text has (U+0020, space)"
            ),
        ),
        (
            "The hill",
            "the hill",
            (
                "; at character 1 it has `t` (U+0074, latin small letter t) where line 1 of the"
                " text has `T` (U+0054, latin capital letter t)"
            ),
        ),
        (
            "the hill",
            "the hill ",
            "; its first 8 characters stand in line 1, but there the text goes on with ``",
        ),
    ],
)
def test_what_only_looks_different_is_named(text: str, quote: str, why: str) -> None:
    assert NearMiss(text).explain(quote)[0] == MISSING + why


def test_composed_and_decomposed_letters_are_told_apart() -> None:
    reason, hint = NearMiss("caf\u00e9").explain("cafe\u0301")
    assert reason.startswith(MISSING)
    assert hint == "is it another text? copy the words exactly"


def test_words_that_begin_right_show_where_they_part() -> None:
    assert NearMiss("a\nthe army left the hill\nat dawn").explain("army left the hills") == (
        (
            f"{MISSING}; its first 18 characters stand in line 2, but there the text goes on with"
            " `⏎at dawn`"
        ),
        "the quote goes on with `s`; copy the words exactly",
    )


def test_words_of_another_text_say_only_that() -> None:
    assert NearMiss("the army left").explain("they went home") == (
        MISSING,
        "is it another text? copy the words exactly",
    )


@pytest.mark.parametrize("quote", ["the … army … left", "a … b … c"])
def test_one_ellipsis_is_enough(quote: str) -> None:
    assert NearMiss("the army left").explain(quote) == (
        "more than one ` … ` in a quote",
        "write `first words … last words` with one ellipsis",
    )


@pytest.mark.parametrize("quote", ["the ... left", "the…left"])
def test_another_ellipsis_is_explained(quote: str) -> None:
    assert NearMiss("the army left").explain(quote) == (
        MISSING,
        "to leave words out write ` … ` (U+2026 between spaces), once",
    )


def test_a_stretch_says_which_of_its_ends_is_missing() -> None:
    miss = NearMiss("the army left the hill")
    assert miss.explain("The army … hill")[0].startswith(
        f"the first words: {MISSING}; at character 1"
    )
    assert miss.explain("the army … mountain")[0] == f"the last words: {MISSING}"
    assert miss.explain("the hill … army")[0] == (
        "the last words stand nowhere after the first words"
    )


def test_the_ends_of_a_stretch_are_whole_words() -> None:
    assert NearMiss("x\nReports from the hills").explain("Report … hills") == (
        "the first words `Report` stand only inside longer words, as in line 2",
        "begin and end with whole words",
    )
    assert NearMiss("Reports from the hills").explain("Reports … hill")[0] == (
        "the last words `hill` stand only inside longer words, as in line 1"
    )


def test_a_very_long_text_is_only_compared_from_the_beginning() -> None:
    text = "The army left the hill. " + "x" * 1_000_000
    assert NearMiss(text).explain("the army left")[0] == MISSING
