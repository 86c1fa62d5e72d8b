from __future__ import annotations

import pytest

from kg.copies import Span
from printing import REPORT, RUNS, place, printed


def test_what_is_put_in_quotation_marks_does_not_count() -> None:
    speech = "“We will lift every barge before the ice comes, and not one day later.”"
    assert printed("paper", f"{REPORT}\n{speech}").runs() == printed("paper").runs()
    assert len(printed("paper", speech).runs()) == 0


@pytest.mark.parametrize("marks", ["“{}”", "„{}“", "«{}»", '"{}"'])
def test_quotation_marks_of_all_kinds_are_known(marks: str) -> None:
    assert not printed("paper", marks.format("one two three four five six")).runs()


def test_a_mark_that_is_never_closed_hides_nothing() -> None:
    assert len(printed("paper", f"“{REPORT}\n”").runs()) == RUNS


def test_page_furniture_does_not_count_and_no_run_goes_across_it() -> None:
    menu = "Latest news Weather Sport Culture Letters to the editor"
    text = REPORT.replace(" Divers", f" {menu} Divers")
    bare = printed("paper", text, furniture=(place(text, menu),)).runs()
    # Four runs went from "been lifted." into "Divers found": they are no longer in a row.
    assert bare < printed("paper").runs()
    assert len(bare) == RUNS - 4


def test_parts_that_overlap_are_left_out_once() -> None:
    whole = Span(0, len(REPORT))
    assert not printed("paper", furniture=(whole, Span(3, 9), Span(0, 5))).runs()


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_what_is_no_part_of_a_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        Span(start, end)
