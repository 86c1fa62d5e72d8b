"""Quotes are found exactly or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.records.anchoring import Anchoring
from kg.records.anchors import (
    ELLIPSIS,
    MAXIMUM_OCCURRENCES,
    Span,
    context,
    line_of,
    occurrences,
    paragraphs,
)
from kg.records.faults import Faults
from kg.records.resolved import Anchor


def find(
    text: str, quote: str, occurrence: int | None = None, near: tuple[Span, ...] = ()
) -> Anchor | tuple[str, str | None]:
    faults = Faults("t.yaml")
    anchor = Anchoring(text, faults).find(("a", "quote"), quote, occurrence, near)
    try:
        faults.refuse()
    except RecordError as error:
        return error.faults[0].reason, error.faults[0].hint
    assert anchor is not None
    return anchor


def span(text: str, quote: str, occurrence: int | None = None) -> tuple[int, int]:
    anchor = find(text, quote, occurrence)
    assert isinstance(anchor, Anchor), anchor
    return anchor.start, anchor.end


def test_offsets_count_code_points_and_exclude_the_end() -> None:
    assert span("Ø😀 the hill.", "the hill") == (3, 11)


def test_context_is_thirty_two_code_points() -> None:
    text = "é" * 40 + "X" + "😀" * 40
    assert context(text, Span(40, 41)) == ("é" * 32, "😀" * 32)
    assert context("aXb", Span(1, 2)) == ("a", "b")


def test_an_anchor_keeps_the_words_and_their_surroundings() -> None:
    anchor = find("one two three", "two")
    assert anchor == Anchor(start=4, end=7, exact="two", prefix="one ", suffix=" three")


def test_a_quote_that_stands_twice_asks_which_one_and_says_where() -> None:
    assert find("the hill\n\nthe hill", "the hill") == (
        "this quote stands twice in the text, in lines 1, 3",
        "add `occurrence:` with a number from 1 to 2, or quote more words",
    )
    assert span("the hill\n\nthe hill", "the hill", 2) == (10, 18)


def test_many_places_are_listed_shortly() -> None:
    assert find("a\n" * 12, "a") == (
        "this quote stands 12 times in the text, in lines 1, 2, 3, 4, 5, 6, 7, 8, ...",
        "add `occurrence:` with a number from 1 to 12, or quote more words",
    )


def test_an_occurrence_that_is_not_there_is_a_fault() -> None:
    assert find("the hill", "hill", 2) == (
        "there is no occurrence 2: the quote stands once, in line 1",
        "leave it out",
    )
    assert find("a b a", "a", 3) == (
        "there is no occurrence 3: the quote stands twice, in lines 1, 1",
        "write a number from 1 to 2",
    )


def test_occurrences_may_overlap() -> None:
    assert occurrences("aaa", "aa") == [Span(0, 2), Span(1, 3)]


def test_first_and_last_words_mean_the_shortest_stretch() -> None:
    text = "He said A. He said B today. He left today."
    assert occurrences(text, "He said … today.") == [Span(11, 27)]
    assert occurrences(text, "A … B") == [Span(8, 20)]


def test_each_shortest_stretch_counts() -> None:
    text = "on Monday he left; on Friday he left"
    assert occurrences(text, "on … left") == [Span(0, 17), Span(19, 36)]
    assert span(text, "on … left", 2) == (19, 36)


def test_a_stretch_may_share_its_beginning_or_end_with_no_other() -> None:
    assert occurrences("a a b b", "a … b") == [Span(2, 5)]
    assert occurrences("a b", "a … a") == []
    assert occurrences("a a", "a … a") == [Span(0, 3)]


def test_a_stretch_begins_and_ends_with_whole_words() -> None:
    assert occurrences("Monday. on the left, leftover", "on … left") == [Span(8, 19)]
    assert occurrences("caf\u0065\u0301s x", "caf\u0065 … x") == []


def test_scripts_without_spaces_have_no_word_ends() -> None:
    assert occurrences("甲乙丙丁", "乙 … 丙") == [Span(1, 3)]


def test_a_stretch_may_run_over_paragraphs() -> None:
    assert occurrences("one\ntwo\nthree", "one … three") == [Span(0, 13)]


def test_an_ellipsis_that_is_printed_is_just_words() -> None:
    assert occurrences("well … yes, well so yes", "well … yes") == [Span(0, 10)]


def test_a_quote_near_its_attribution_needs_no_occurrence() -> None:
    text = "the hill\nthe hill fell, the hill\nthe hill"
    assert find(text, "the hill", None, (Span(9, 22),)) == Anchoring(text, Faults("")).anchor(
        Span(9, 17)
    )
    twice_there = find(text, "the hill", None, (Span(9, 32), Span(0, 8)))
    assert isinstance(twice_there, tuple)
    assert twice_there[0] == "this quote stands 4 times in the text, in lines 1, 2, 2, 3"


def test_an_occurrence_counts_in_the_whole_text_even_near() -> None:
    anchor = find("a b\na c", "a", 1, (Span(4, 7),))
    assert isinstance(anchor, Anchor)
    assert anchor.start == 0


def test_what_stands_a_thousand_times_is_not_counted_further() -> None:
    text = "a" * 3000
    assert len(occurrences(text, "a")) == MAXIMUM_OCCURRENCES == 1000
    found = find(text, "a")
    assert isinstance(found, tuple)
    assert found[0].startswith("this quote stands 1000 times or more in the text")


def test_a_paragraph_is_a_line_of_the_text() -> None:
    text = "one\ntwo words\nthree"
    assert paragraphs(text, Span(8, 9)) == Span(4, 13)
    assert paragraphs(text, Span(0, 5)) == Span(0, 13)
    assert paragraphs(text, Span(14, 19)) == Span(14, 19)
    assert paragraphs(text, Span(4, 14)) == Span(4, 13)


def test_lines_are_counted_from_one() -> None:
    assert [line_of("a\nb", offset) for offset in (0, 1, 2)] == [1, 1, 2]


def test_spans_know_what_they_share() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert Span(0, 3).contains(Span(1, 3))
    assert not Span(0, 3).contains(Span(1, 4))


@given(st.data(), st.text(min_size=1))
def test_whatever_is_cut_from_a_text_is_found_where_it_was(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = occurrences(text, text[start:end])
    assert Span(start, end) in spans
    anchor = Anchoring(text, Faults("")).find(
        (), text[start:end], spans.index(Span(start, end)) + 1
    )
    assert anchor is not None
    assert text[anchor.start : anchor.end] == anchor.exact == text[start:end]
    assert text[: anchor.start].endswith(anchor.prefix)
    assert text[anchor.end :].startswith(anchor.suffix)


@given(
    st.text("a- ", max_size=30), st.sampled_from(["a", "-", "a a"]), st.sampled_from(["a", "- a"])
)
def test_stretches_are_exactly_the_shortest_ones(text: str, first: str, last: str) -> None:
    def whole(words: str, start: int) -> bool:
        around = text[:start][-1:] + words + text[start + len(words) :][:1]
        return text.startswith(words, start) and "aa" not in around

    starts = [n for n in range(len(text)) if whole(first, n)]
    ends = [n for n in range(len(text)) if whole(last, n)]
    every = [Span(s, e + len(last)) for s in starts for e in ends if e >= s + len(first)]
    shortest = [one for one in every if not any(one.contains(o) and o != one for o in every)]
    assert occurrences(text, first + ELLIPSIS + last) == shortest


@pytest.mark.parametrize("quote", ["hills", "The hill", "the  hill", "the hi11"])
def test_nothing_is_found_that_is_only_like_the_quote(quote: str) -> None:
    assert occurrences("the hill", quote) == []
