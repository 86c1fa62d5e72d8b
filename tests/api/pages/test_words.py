from __future__ import annotations

import pytest

from kg.model.views import DateView
from kg_api.pages.words import day, many, short


@pytest.mark.parametrize(
    ("verbatim", "edtf", "bounds", "said"),
    [
        ("on March 25", "XXXX-03-25", (None, None), "“on March 25”, year not stated"),
        ("4 May", "2024-05-04", ("2024-05-04", "2024-05-04"), "“4 May”, 2024-05-04"),
        (None, "2024-05", ("2024-05-01", "2024-05-31"), "2024-05-01 to 2024-05-31"),
        ("14 Jan", "[..2026-01-14]", (None, "2026-01-14"), "“14 Jan”, not after 2026-01-14"),
        ("since May", "2024-05/..", ("2024-05-01", None), "“since May”, not before 2024-05-01"),
        ("on Tuesday", None, (None, None), "“on Tuesday”, day not known"),
    ],
)
def test_a_date_says_what_is_known_and_no_more(
    verbatim: str | None, edtf: str | None, bounds: tuple[str | None, str | None], said: str
) -> None:
    first, last = bounds
    date = DateView(verbatim=verbatim, edtf=edtf, earliest=first, latest=last, assumed=())
    assert day(date) == said


def test_no_date_at_all_is_said_to_be_none() -> None:
    assert day(None) == "date not stated"


def test_one_is_not_many() -> None:
    assert [many(n, "claim") for n in (0, 1, 2, 1234)] == [
        "0 claims", "1 claim", "2 claims", "1,234 claims",
    ]  # fmt: skip


def test_a_long_quotation_is_cut_after_a_word_and_the_cut_is_shown() -> None:
    assert short("word " * 100).endswith("word […]")
    assert short("a word") == "a word"
