from __future__ import annotations

import pytest

from kg_api.pages.drawing.lettering import fitted, lines, width

ROOM, SIZE = 190, 14


@pytest.mark.parametrize(
    "text",
    ["Ministry of Waters of Oskaria", "w" * 50_000, "水" * 40, "ليلى النورفانية " * 9, "i" * 200],
)
def test_a_text_that_is_cut_fits_and_shows_the_cut(text: str) -> None:
    cut = fitted(text, ROOM, SIZE)
    assert width(cut, SIZE) <= ROOM
    assert cut == text or cut.endswith("…")
    assert text.startswith(cut.removesuffix("…"))


def test_a_text_that_has_room_stays_as_it_is() -> None:
    assert fitted("United States", ROOM, SIZE) == "United States"


def test_lines_are_broken_between_words_and_lose_none() -> None:
    text = "The crew of the Ostrel dam opened two gates on 2 May 2024"
    found = lines(text, ROOM, SIZE, 9)
    assert " ".join(found) == text
    assert all(width(line, SIZE) <= ROOM for line in found)
    assert len(found) > 1


def test_a_word_longer_than_a_line_is_broken_and_what_is_too_long_is_cut() -> None:
    found = lines("w" * 50_000, ROOM, SIZE, 3)
    assert len(found) == 3
    assert found[-1].endswith("…")
    assert not found[0].endswith("…")


def test_what_stands_on_a_letter_takes_no_room() -> None:
    assert width("e\u0301", SIZE) == width("e", SIZE)
