from __future__ import annotations

import pytest

from kg_api.pages.dated import dates_in, moments
from kg_api.pages.rows import Cell, Table


def rows(columns: list[str], *cells: list[Cell | None]) -> Table:
    return Table(columns, cells, len(cells))


def test_the_column_in_edtf_has_the_dates_else_the_first_with_typed_ones() -> None:
    day = Cell("2022-03-25", note="date")
    assert dates_in(rows(["on", "edtf"], [day, Cell("XXXX-03-25")])) == "edtf"
    assert dates_in(rows(["words", "on"], [Cell("2022-03-25"), day])) == "on"
    assert dates_in(rows(["words", "edtf"], [Cell("a"), Cell("no date")])) is None
    assert dates_in(rows(["edtf"], [None])) is None


@pytest.mark.parametrize(
    ("cell", "sure", "dot"),
    [
        (Cell("2022-03-25", note="date"), "exact", True),
        (Cell("2022-03-25T10:00:00Z", note="dateTime"), "exact", True),
        (Cell("2022", note="gYear"), "part", False),
        (Cell("--03-25", note="gMonthDay"), "part", False),
        (Cell("no date", note="date"), "none", False),
        (None, "none", False),
    ],
)
def test_a_date_is_drawn_as_sure_as_it_is(cell: Cell | None, sure: str, *, dot: bool) -> None:
    other = [Cell("2020-05-05", note="date"), Cell("b")]
    drawing = moments(rows(["on", "who"], [cell, Cell("a")], other), "on")
    (row,) = [row for row in drawing.rows if row.line.claim == "a"]
    assert (row.line.extent.sure, row.dot is not None) == (sure, dot)


def test_a_day_without_a_year_has_a_hollow_mark_for_each_year_that_others_name() -> None:
    drawing = moments(
        rows(
            ["edtf", "who"],
            [Cell("2020-05-05"), Cell("a")],
            [Cell("XXXX-03-25"), Cell("b")],
            [Cell("2021-01-01"), Cell("c")],
        ),
        "edtf",
    )
    assert [(row.line.claim, len(row.hollow)) for row in drawing.rows] == [
        ("a", 0), ("c", 0), ("b", 2),
    ]  # fmt: skip


def test_a_line_says_who_and_the_longest_text_and_leads_to_the_first_thing_of_ours() -> None:
    claim = Cell("claim/dam", "/claims/dam", mono=True)
    row = [claim, Cell("Ministry"), Cell("short"), Cell("The dam broke"), Cell("2022-03-25")]
    (line,) = moments(rows(["claim", "who", "act", "words", "edtf"], row), "edtf").rows
    told = line.line
    assert (told.name, told.claim, told.when) == ("Ministry", "The dam broke", "2022-03-25")
    assert told.address == "/claims/dam"


def test_a_line_with_one_text_has_it_once() -> None:
    (line,) = moments(rows(["words", "edtf"], [Cell("It broke"), Cell("2022")]), "edtf").rows
    assert (line.line.name, line.line.claim) == ("", "It broke")


def test_no_more_lines_are_drawn_than_fit() -> None:
    many = [[Cell(f"2022-03-{day:02}"), Cell("a")] for day in range(1, 31)] * 3
    drawing = moments(rows(["edtf", "who"], *many), "edtf")
    assert len(drawing.rows) == 60
    assert drawing.rows[0].line.when == "2022-03-01"
