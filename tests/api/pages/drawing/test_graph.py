from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from kg.model.traces import Trace
from kg.model.views import AttributionView
from kg.trace import Judged, Layers, trace
from kg_api.pages.drawing.graph import graph
from kg_api.pages.drawing.sizes import HEIGHT, WIDTH
from saying import CLAIM, said


def traced(*views: AttributionView) -> Trace:
    return trace(CLAIM, Layers(views), Judged())


def outlets(number: int) -> list[AttributionView]:
    """Return so many papers that have it from one wire, which credits the ministry."""
    wire = said("w", source="wire")
    return [wire, *(said(f"p{n}", source=f"paper-{n:03}", via="+wire") for n in range(number))]


def test_the_speaker_stands_at_the_top_and_each_who_repeats_it_below() -> None:
    drawn = graph(traced(*outlets(2)))
    rows = sorted({box.y for box in drawn.boxes})
    by_row = [[box.title for box in drawn.boxes if box.y == y] for y in rows]
    assert by_row == [["ministry"], ["wire"], ["paper-000", "paper-001"]]
    assert [words for words, _ in drawn.lanes] == ["Who said it", "First carried by", "Repeated by"]


def test_a_work_nobody_has_seen_is_drawn_as_such() -> None:
    drawn = graph(traced(said("a", source="paper", via="notice")))
    (work,) = [box for box in drawn.boxes if box.title == "notice"]
    assert (work.badge, work.tone, work.pill) == ("Not seen here", "m", False)


def test_who_denies_it_is_no_origin_in_the_drawing() -> None:
    drawn = graph(
        traced(said("a"), said("d", speaker="mayor", source="post", act="deny", polarity="negated"))
    )
    badges = {box.title: box.badge for box in drawn.boxes}
    assert (badges["ministry"], badges["mayor"]) == ("Origin 1", "Denies it")
    assert [arrow.tone for arrow in drawn.arrows if arrow.above.endswith("mayor")] == ["c"]


@pytest.mark.parametrize("number", [1, 10, 60, 500])
def test_no_two_boxes_overlap_at_any_size(number: int) -> None:
    drawn = graph(traced(*outlets(number)))
    places = [(box.x, box.y) for box in drawn.boxes]
    for n, (x, y) in enumerate(places):
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in places[:n])
    assert all(
        box.x + WIDTH <= drawn.width and box.y + HEIGHT <= drawn.height for box in drawn.boxes
    )


def test_five_hundred_papers_that_report_alike_stand_in_one_box_with_their_number() -> None:
    drawn = graph(traced(*outlets(500)))
    assert [(box.title, box.under) for box in drawn.boxes if "documents" in box.title] == [
        ("500 documents", "that report alike")
    ]
    assert drawn.hidden == 499
    assert len(drawn.boxes) == 3


def test_sixty_boxes_are_drawn_in_less_than_fifty_milliseconds(
    counted: Callable[[str, int], None],
) -> None:
    found = traced(*outlets(57))
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        drawn = graph(found)
        times.append(time.perf_counter() - begun)
    assert len(drawn.boxes) == 59
    assert min(times) < 0.05
    counted("boxes drawn in time", len(drawn.boxes))


def test_the_page_has_a_link_for_every_box_and_words_for_every_link(client: TestClient) -> None:
    found = client.get("/api/v1/claims/water-let-out/trace").json()
    page = client.get("/claims/water-let-out").text
    for node in found["nodes"]:
        assert page.count(f'data-id="{node["id"]}"') == 1
