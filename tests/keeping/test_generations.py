from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.keeping.generations import (
    Facts,
    Generation,
    add_generation,
    current_generation,
    prune,
    read_generation,
    remove_older,
    remove_unfinished,
    show,
)
from kg.keeping.layout import Layout, begin
from kg.keeping.migrating import settle
from kg.ledger import write_instant

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = begin(tmp_path / "data")
    settle(layout, "https://example.org/")
    return layout


def add(layout: Layout, revision: int, created: datetime = NOON) -> Generation:
    def fill(folder: Path) -> None:
        (folder / "store").mkdir()
        (folder / "store" / "CURRENT").write_text(str(revision))

    facts = Facts(
        revision, "https://example.org/", write_instant(created), "h", "o", "1", {"records": 1}
    )
    return add_generation(layout, facts, fill)


def names(layout: Layout) -> list[str]:
    return sorted(path.name for path in layout.generations.iterdir())


def test_before_anything_is_published_there_is_nothing_to_open(layout: Layout) -> None:
    assert current_generation(layout) is None


def test_a_generation_is_seen_by_readers_only_once_it_is_shown(layout: Layout) -> None:
    generation = add(layout, 12)
    assert current_generation(layout) is None
    show(layout, generation)
    assert current_generation(layout) == generation
    assert generation.path.name == "12"
    assert (generation.store / "CURRENT").read_text() == "12"
    assert generation.index == generation.path / "index.sqlite"


def test_the_same_revision_can_be_published_again_under_another_name(layout: Layout) -> None:
    assert [add(layout, 12).path.name for _ in range(3)] == ["12", "12-2", "12-3"]


def test_what_a_crash_left_half_filled_is_removed(layout: Layout) -> None:
    (layout.generations / "7.tmp" / "store").mkdir(parents=True)
    remove_unfinished(layout)
    assert names(layout) == []


def test_the_newest_three_the_young_and_the_current_generation_stay(layout: Layout) -> None:
    show(layout, add(layout, 1))
    for revision in range(2, 7):
        add(layout, revision)
    young = add(layout, 3, NOON + timedelta(seconds=30))
    assert young.path.name == "3-2"
    prune(layout, NOON + timedelta(seconds=61))
    assert names(layout) == ["1", "3-2", "4", "5", "6"]
    prune(layout, NOON + timedelta(seconds=91))
    assert names(layout) == ["1", "4", "5", "6"]


def test_an_unreadable_old_generation_does_not_outlive_the_others(layout: Layout) -> None:
    for revision in range(1, 5):
        add(layout, revision)
    (layout.generations / "1" / "meta.json").write_text("{")
    prune(layout, NOON)
    assert names(layout) == ["2", "3", "4"]


@pytest.mark.parametrize("content", ["{", "[]", '{"revision": 1}'])
def test_an_unreadable_generation_is_named(layout: Layout, content: str) -> None:
    generation = add(layout, 1)
    (generation.path / "meta.json").write_text(content)
    with pytest.raises(DataError, match="cannot be read") as caught:
        read_generation(generation.path)
    assert caught.value.where == str(generation.path)


def test_what_is_older_than_an_erasure_goes_at_once_but_for_what_readers_are_shown(
    layout: Layout,
) -> None:
    for revision in (3, 4, 4, 5, 6):
        generation = add(layout, revision)
    (layout.generations / "3.tmp" / "store").mkdir(parents=True)
    show(layout, generation)
    remove_older(layout, than=5)
    assert names(layout) == ["5", "6"]
    remove_older(layout, than=7)
    assert names(layout) == ["6"]
