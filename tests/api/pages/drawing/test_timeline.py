from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient

from kg.model.views import Pointer
from kg_api.pages.drawing.timeline import LEFT, RIGHT, timeline
from saying import said

SPAN = (2020, 2025)
DAY = ("2024-05-04", "2024-05-04")


def test_a_known_day_is_a_dot_and_a_span_a_bar() -> None:
    day, span = timeline(
        [said("a", dates=DAY), said("b", dates=("2021-01-01", "2021-12-31"))], SPAN
    ).rows
    assert day.dot is not None
    assert (day.bar, day.hollow) == (None, ())
    assert span.dot is None
    assert span.bar is not None
    assert (span.bar.open_left, span.bar.open_right) == (False, False)


def test_a_day_without_a_year_is_one_hollow_mark_for_each_year() -> None:
    view = said("a")
    dated = view.model_copy(
        update={"said": said("b", dates=DAY).said.model_copy(  # type: ignore[union-attr]
            update={"edtf": "XXXX-03-25", "earliest": None, "latest": None}
        )}
    )  # fmt: skip
    (row,) = timeline([dated], SPAN).rows
    assert (len(row.hollow), row.dot, row.bar) == (5, None, None)


def test_what_is_undated_is_a_bar_that_is_open_on_both_sides() -> None:
    (row,) = timeline([said("a")], SPAN).rows
    assert row.bar is not None
    assert (row.bar.x, row.bar.width) == (LEFT, RIGHT - LEFT)
    assert row.bar.open_left
    assert row.bar.open_right
    assert row.line.when == "undated"


def test_without_any_known_year_nothing_is_placed() -> None:
    drawn = timeline([said("a")], None)
    assert (drawn.ticks, drawn.rows[0].bar, drawn.rows[0].dot) == ((), None, None)


def test_an_answer_comes_after_what_it_answers() -> None:
    first = said("a")
    reply = said("b").model_copy(update={"in_reply_to": Pointer(id="a", iri=first.iri)})
    (order,) = timeline([first, reply], SPAN).orders
    assert order.y < order.to_y


@pytest.mark.parametrize("number", [1, 10, 60, 500])
def test_every_mark_lies_within_the_drawing(number: int) -> None:
    drawn = timeline([said(f"a{n}", dates=DAY) for n in range(number)], SPAN)
    assert all(LEFT <= (row.dot or 0) <= RIGHT for row in drawn.rows)
    assert all(row.y + 66 <= drawn.height for row in drawn.rows)


def test_sixty_rows_are_drawn_in_less_than_fifty_milliseconds() -> None:
    views = [said(f"a{n}", dates=DAY) for n in range(60)]
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        timeline(views, SPAN)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.05


def test_drawing_and_table_have_the_same_rows(client: TestClient) -> None:
    page = client.get("/timeline", params={"source": "sarybaba-report-retold"}).text
    listed = client.get(
        "/api/v1/attributions", params={"source": "sarybaba-report-retold", "limit": 100}
    ).json()["items"]
    drawing, table = page[page.index('<svg class="tsvg"') :].split("</svg>", 1)
    assert drawing.count('class="hit"') == len(listed)
    assert table.split("<tbody>")[1].count('<tr id="line-') == len(listed)


def test_a_filter_is_that_of_the_rest_interface_and_an_unknown_one_is_refused(
    client: TestClient,
) -> None:
    denials = client.get("/api/v1/attributions", params={"act": "deny", "limit": 100}).json()
    page = client.get("/timeline", params={"act": "deny"}).text
    assert page.count('class="hit"') == len(denials["items"])
    assert client.get("/timeline", params={"akt": "deny"}).status_code == 422
    assert (
        "No year is known"
        in client.get("/timeline", params={"source": "sarybaba-report-retold"}).text
    )
