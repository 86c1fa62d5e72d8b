"""A flame graph shows what was seen, as wide as it was often."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kg_bench.flame import Box, boxes, drawn

SEEN = {("a", "b"): 3, ("a", "c", "b"): 5, ("d",): 2}


def test_a_function_is_as_wide_as_its_share_and_stands_on_its_caller() -> None:
    assert boxes(SEEN) == [
        Box(0, 0.0, 0.8, "a"),
        Box(1, 0.0, 0.3, "b"),
        Box(1, 0.3, 0.5, "c"),
        Box(2, 0.3, 0.5, "b"),
        Box(0, 0.8, 0.2, "d"),
    ]


def test_what_is_under_a_hundredth_leaves_its_room_empty() -> None:
    assert boxes({("a",): 1, ("b",): 999}) == [Box(0, 0.001, 0.999, "b")]


def test_nothing_seen_is_an_empty_picture() -> None:
    assert boxes({}) == []
    assert _read(drawn({}, "nothing")).tag.endswith("svg")


def test_names_are_written_so_that_the_picture_stays_well_formed() -> None:
    told = _read(drawn({("a.<locals>.b",): 1}, "<&>"))
    titles = [each.text for each in told.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["<&>", "a.<locals>.b 100 %"]


def _read(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314  (our own)
