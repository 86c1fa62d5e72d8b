"""A text read again later: what was quoted from the older one is found exactly, or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

import recaptured
from kg.errors import UnknownThingError
from kg.model.answers import EarlierView, TextAnswer
from reading_parts import RECORDED, Opened, opened, quads_of, run, texts
from recaptured import EDITED_TO, FIRST_TEXT, GONE, LATER_TEXT, MOVED, STAYED


@pytest.fixture(scope="module")
def found() -> Opened:
    """Return an article read on one day, and again on the next."""
    collection = opened([recaptured.first()])
    newer = recaptured.later()
    collection.put(newer.record, quads_of(newer, RECORDED + timedelta(days=1)), texts(newer))
    collection.publish(2)
    return collection


@pytest.fixture(scope="module")
def text(found: Opened) -> TextAnswer:
    return run(found.collection.source_text("paper"))


def became(text: TextAnswer, words: str) -> EarlierView:
    (one,) = [each for each in text.earlier if each.attribution.anchor.exact == words]
    return one


def test_the_text_shown_is_the_one_read_last_with_what_was_read_in_it(text: TextAnswer) -> None:
    assert (text.text, text.latest) == (LATER_TEXT, True)
    assert text.attributions[0].anchor.exact == EDITED_TO
    assert {view.anchor.state for view in text.attributions} == {"exact"}


def test_words_that_stand_where_they_stood_are_exact_in_the_later_text_too(
    text: TextAnswer,
) -> None:
    stayed = became(text, STAYED)
    assert stayed.attribution.anchor.state == "exact"
    assert stayed.now is not None
    assert (stayed.now.start, stayed.now.end) == (0, 38)


def test_words_that_stand_elsewhere_unchanged_have_moved(text: TextAnswer) -> None:
    moved = became(text, MOVED)
    assert moved.attribution.anchor.state == "moved"
    assert moved.now is not None
    assert LATER_TEXT[moved.now.start : moved.now.end] == MOVED
    # " for an hour" came before it, and fifty-one characters stand for the thirty-eight taken out.
    assert moved.now.start - moved.attribution.anchor.start == 12 + 51 - 38
    anchor = moved.attribution.anchor
    assert FIRST_TEXT[anchor.start : anchor.end] == MOVED


def test_an_edited_sentence_is_lost_though_it_is_nearly_the_same(text: TextAnswer) -> None:
    edited = became(text, "The ministry said the dam was closed.")
    assert (edited.attribution.anchor.state, edited.now) == ("lost", None)


def test_a_sentence_that_is_gone_is_lost_and_a_look_alike_is_not_taken_for_it(
    text: TextAnswer,
) -> None:
    gone = became(text, GONE)
    assert (gone.attribution.anchor.state, gone.now) == ("lost", None)


def test_the_older_text_can_be_asked_for_and_knows_that_it_is_older(found: Opened) -> None:
    older = became(run(found.collection.source_text("paper")), GONE).snapshot.id
    text = run(found.collection.source_text("paper", older))
    assert (text.text, text.latest, text.earlier) == (FIRST_TEXT, False, ())
    assert {view.anchor.state for view in text.attributions} == {"exact"}
    assert len(text.attributions) == 4


def test_a_snapshot_that_is_not_there_is_named(found: Opened) -> None:
    with pytest.raises(UnknownThingError, match="0000000000000000"):
        run(found.collection.source_text("paper", "0000000000000000"))


def test_what_became_of_words_is_not_told_where_the_text_is_not_kept() -> None:
    older, newer = recaptured.first(), recaptured.later()
    found = opened([])
    found.put(older.record, quads_of(older), {})
    found.put(newer.record, quads_of(newer, RECORDED + timedelta(days=1)), {})
    found.publish(1)
    text = run(found.collection.source_text("paper"))
    assert text.text is None
    assert [each.now for each in text.earlier] == [None] * 4
