from __future__ import annotations

import pytest

from kg_api.pages.drawing.lettering import width
from kg_api.pages.drawing.picture import MARGIN, MOST_LINES, SAYING, TELLING, WIDTH, picture

SIZES = {"claim": SAYING, "name": TELLING, "told": TELLING}
TEXTS = {
    "short": "The hill was taken",
    "long": "The hill was taken by somebody whom nobody names " * 30,
    "one word": "w" * 50_000,
    "arabic": "\u0642\u0627\u0644\u062a \u0627\u0644\u0648\u0632\u0627\u0631\u0629 " * 40,
    "chinese": "\u6c34" * 300,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_line_stays_within_the_card(text: str) -> None:
    drawn = picture(text, {"Attributed to": text, "When": "date not stated"})
    for line in drawn.lines:
        wide = width(line.words, SIZES[line.kind])
        assert wide <= WIDTH - MARGIN - (MARGIN if line.rtl else line.x)
        assert MARGIN < line.y < drawn.height
    heights = [line.y for line in drawn.lines if line.kind != "name"]
    assert heights == sorted(set(heights))
    assert sum(line.kind == "claim" for line in drawn.lines) <= MOST_LINES


def test_what_is_written_to_the_left_begins_at_the_right() -> None:
    drawn = picture(TEXTS["arabic"], {"When": "on March 25"})
    assert {(line.rtl, line.x) for line in drawn.lines if line.kind == "claim"} == {
        (True, WIDTH - MARGIN)
    }
    assert not any(line.rtl for line in drawn.lines if line.kind == "told")


def test_what_turns_words_around_is_a_mark_and_what_is_cut_is_shown() -> None:
    drawn = picture("\u202enekat\u202c", {"Chain": "word " * 900})
    assert drawn.lines[0].words == "“[U+202E]nekat[U+202C]”"
    assert drawn.lines[-1].words.endswith("…")
