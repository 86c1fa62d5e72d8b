"""Words are found again with their surroundings, once, or not at all."""

from __future__ import annotations

import pytest

from kg.model.views import AnchorView
from kg.reading.refinding import found_again

ANCHOR = AnchorView(
    exact="taken", prefix="the hill was ", suffix=" at noon", start=13, end=18, snapshot="0" * 16,
    state="exact",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the hill was taken at noon", 13),
        ("Today the hill was taken at noon.", 19),
        ("\U0001f30a the hill was taken at noon", 15),  # code points, not bytes or UTF-16
    ],
)
def test_words_are_found_again_by_their_surroundings(text: str, place: int) -> None:
    assert found_again(text, ANCHOR) == place
    assert text[place : place + 5] == "taken"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the hill was Taken at noon",
        "the hill was taken  at noon",
        "the dam was taken at noon",
        "the hill was taken",
        "the hill was taken at noon, the hill was taken at noon",
    ],
    ids=["empty", "a letter", "a space", "other surroundings", "no suffix", "twice"],
)
def test_nothing_else_is_taken_for_them(text: str) -> None:
    assert found_again(text, ANCHOR) is None
