from __future__ import annotations

from typing import Any

import pytest

from flat import show, verdict
from kg_bench.turns import Cell
from prepare import named


def cell(size: str, median: float | None, **more: Any) -> Cell:
    return Cell(size, 1, 40, 10.0, median, 9.0, 2.0, 0.1, 3.0, **more)


def test_up_to_half_as_long_again_is_flat_and_more_is_not() -> None:
    assert verdict(cell("1e5", 2.0), cell("5e6", 3.0)) == "5e6 / 1e5: 1.50x, flat (at most 1.5x)"
    assert verdict(cell("1e5", 2.0), cell("5e6", 3.1)) == (
        "5e6 / 1e5: 1.55x, NOT FLAT (at most 1.5x)"
    )


def test_where_answers_are_missing_nothing_is_called_flat() -> None:
    missing = "5e6 / 1e5: NOT KNOWN, as answers are missing"

    assert verdict(cell("1e5", 2.0), cell("5e6", 2.0, late=1)) == missing
    assert verdict(cell("1e5", 2.0, refused={503: 1}), cell("5e6", 2.0)) == missing
    assert verdict(cell("1e5", None), cell("5e6", 2.0)).endswith("as nothing was answered")


def test_every_size_is_compared_with_the_smallest(capsys: pytest.CaptureFixture[str]) -> None:
    show("hills", [cell("1e5", 2.0), cell("1e6", 2.5), cell("5e6", 4.0)])

    shown = capsys.readouterr().out.splitlines()
    assert shown[1] == "## hills"
    assert [line.split(":")[0].strip() for line in shown[2:5]] == [
        "median 1.00x, cpu 1.00x of 1e5",
        "median 1.25x, cpu 1.00x of 1e5",
        "median 2.00x, cpu 1.00x of 1e5",
    ]
    assert shown[5] == "   5e6 / 1e5: 2.00x, NOT FLAT (at most 1.5x)"


@pytest.mark.parametrize(
    ("quads", "name"), [(1e5, "1e5"), (2e6, "2e6"), (25_000_000, "2.5e7"), (150_000, "1.5e5")]
)
def test_each_size_has_a_directory_of_its_own(quads: float, name: str) -> None:
    assert named(quads) == name
