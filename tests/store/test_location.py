"""Readers follow the pointer of a data directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreUnreachableError
from kg.store.location import Generations, NQuadsFile, Shown


def point(directory: Path, name: str) -> None:
    pointer = directory / "current.new"
    pointer.write_text(f"{name}\n")
    pointer.rename(directory / "current")


@pytest.mark.parametrize(
    ("name", "revision"), [("12", 12), ("12-2", 12), ("files", None), ("1-x", None)]
)
def test_the_folder_named_is_shown_with_its_revision(
    tmp_path: Path, name: str, revision: int | None
) -> None:
    point(tmp_path, name)
    shown = Generations(tmp_path).current()
    assert shown == Shown("disk", tmp_path / "generations" / name, revision)
    assert shown.graph == tmp_path / "generations" / name / "store"


def test_a_new_pointer_is_noticed_at_once(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for name in ("1", "2", "3"):
        point(tmp_path, name)
        assert generations.current().path.name == name
        assert generations.current().path.name == name


def test_before_the_first_generation_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        Generations(tmp_path).current()
    assert caught.value.where == str(tmp_path)
    assert "kg load" in str(caught.value.hint)


def test_a_file_is_always_the_same(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    assert NQuadsFile(path, 3).current() == Shown("memory", path, 3)
    assert NQuadsFile(path, 3).current().graph == path
