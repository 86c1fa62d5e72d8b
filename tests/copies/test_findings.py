from __future__ import annotations

import pytest

from kg.copies import Alike, Finding, HeldText, alike, findings
from printing import RUNS, held, printed

WIRE = "wire"


def found(*texts: HeldText) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    papers = held(*texts)
    copies, open_ = findings(papers, alike(papers))
    return [(one.copy, one.original, one.why) for one in copies], [
        (pair.one, pair.other) for pair in open_
    ]


def test_who_cites_the_other_is_the_copy() -> None:
    paper = printed("paper", cites=frozenset({WIRE}))
    assert found(printed(WIRE), paper) == ([("paper", WIRE, "cites")], [])


def test_who_certainly_appeared_on_a_later_day_is_the_copy() -> None:
    first = printed("first", earliest="2024-05-04", latest="2024-05-04")
    second = printed("second", earliest="2024-05-05", latest="2024-05-05")
    assert found(second, first) == ([("second", "first", "later")], [])


@pytest.mark.parametrize(
    "days",
    [
        (None, None),
        ("2024-05-04", "2024-05-04"),
        (None, "2024-05-06"),  # a page's date: not later than that
        ("2024-05-01", "2024-05-31"),
        ("2024-05-05", None),
    ],
)
def test_days_that_may_be_either_way_round_leave_it_open(
    days: tuple[str | None, str | None],
) -> None:
    one = printed("one", earliest="2024-05-04", latest="2024-05-04")
    other = printed("other", earliest=days[0], latest=days[1])
    copies, open_ = found(one, other)
    if days == ("2024-05-05", None):
        assert copies == [("other", "one", "later")]
    else:
        assert (copies, len(open_)) == ([], 1)


def test_a_citation_outweighs_the_days_on_the_pages() -> None:
    wire = printed(WIRE, earliest="2024-05-06", latest="2024-05-06")
    paper = printed("paper", earliest="2024-05-05", latest="2024-05-05", cites=frozenset({WIRE}))
    assert found(wire, paper) == ([("paper", WIRE, "cites")], [])


def test_two_that_cite_each_other_are_left_open_unless_days_tell() -> None:
    one, other = printed("a", cites=frozenset("b")), printed("b", cites=frozenset("a"))
    assert found(one, other) == ([], [("a", "b")])


def test_five_papers_of_one_day_that_cite_a_wire_are_five_copies_of_it() -> None:
    day = {"earliest": "2024-05-05", "latest": "2024-05-05", "cites": frozenset({WIRE})}
    papers = [printed(f"paper-{n}", **day) for n in range(5)]
    wire = printed(WIRE, earliest="2024-05-04", latest="2024-05-04")
    expected = [(f"paper-{n}", WIRE, "cites") for n in range(5)]
    assert found(*papers, wire) == (expected, [])


def test_papers_of_one_day_without_their_wire_are_left_open() -> None:
    day = {"earliest": "2024-05-05", "latest": "2024-05-05"}
    assert found(printed("a", **day), printed("b", **day), printed("c", **day)) == (
        [],
        [("a", "b"), ("a", "c"), ("b", "c")],
    )


def test_a_copy_has_one_original_the_one_it_shares_most_with() -> None:
    texts = held(
        printed("first", earliest="2024-05-01", latest="2024-05-01"),
        printed("near", earliest="2024-05-02", latest="2024-05-02"),
        printed("copy", earliest="2024-05-03", latest="2024-05-03"),
    )
    pairs = [Alike("first", "copy", 30, 46, 46), Alike("near", "copy", RUNS, 46, 46)]
    assert findings(texts, pairs)[0] == (Finding("copy", "near", "later", RUNS, 46),)
