from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreBusyError, StoreError
from kg.keeping.layout import Layout
from kg.keeping.past_views import IN_USE, KEPT, PastViews

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_750_000_000.0


def view(views: PastViews, name: str, used: float = NOW) -> None:
    path = views.path(name)
    path.mkdir(parents=True)
    (path / "meta.json").write_text("{}")
    os.utime(path, (used, used))


def names(views: PastViews) -> list[str]:
    return sorted(path.name for path in views.layout.past.iterdir() if path.is_dir())


def test_of_too_many_views_those_asked_for_longest_ago_go(folder: Path) -> None:
    views = PastViews(Layout(folder))
    for number in range(KEPT + 3):
        view(views, f"{number}-0-public-a", NOW - 10 * IN_USE + number)
    views.prune(NOW)
    assert names(views) == sorted(f"{number}-0-public-a" for number in range(3, KEPT + 3))


def test_a_view_that_was_just_asked_for_stays_however_many_there_are(folder: Path) -> None:
    views = PastViews(Layout(folder))
    for number in range(KEPT + 3):
        view(views, f"{number}-0-public-a", NOW - IN_USE / 2)
    views.prune(NOW)
    assert len(names(views)) == KEPT + 3


def test_looking_for_a_view_notes_that_it_is_asked_for(folder: Path) -> None:
    views = PastViews(Layout(folder))
    view(views, "1-0-public-a")
    assert views.is_made("1-0-public-a")
    assert views.path("1-0-public-a").stat().st_mtime > NOW
    assert not views.is_made("2-0-public-a")
    views.path("3-0-public-a").mkdir()
    assert not views.is_made("3-0-public-a")


def test_every_view_of_before_something_was_taken_back_goes_half_made_ones_too(
    folder: Path,
) -> None:
    views = PastViews(Layout(folder))
    views.remove_outdated(9)
    assert list(folder.iterdir()) == []
    for name in ("1-0-public-a", "2-8-whole-a", "2-8-whole-a.live.tmp", "7-8-public-a.tmp",
                 "1-9-public-a", "3-12-public-a.tmp"):  # fmt: skip
        view(views, name)
    views.remove_outdated(9)
    assert names(views) == ["1-9-public-a", "3-12-public-a.tmp"]


def test_one_view_is_made_at_a_time_and_what_was_left_half_made_goes_first(folder: Path) -> None:
    views = PastViews(Layout(folder))
    view(views, "1-0-public-a.tmp")
    view(views, "1-0-public-a")
    with views.making(wait=0):
        assert names(views) == ["1-0-public-a"]
        with pytest.raises(StoreBusyError, match="being made"), views.making(wait=0):
            pytest.fail("two were made at once")


def test_where_nothing_can_be_written_that_is_said(folder: Path) -> None:
    (folder / "past").write_text("this is no folder")
    views = PastViews(Layout(folder))
    with pytest.raises(StoreError, match="cannot be written to") as caught, views.making(wait=0):
        pytest.fail("a view was made")
    assert "past" in str(caught.value.hint)
