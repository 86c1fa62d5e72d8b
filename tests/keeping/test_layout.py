from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import DataError, NewerDataError
from kg.keeping.layout import Format, Layout, begin, read_format, write_format
from kg.keeping.migrating import settle

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/"


def test_a_new_directory_says_its_format_and_base(tmp_path: Path) -> None:
    layout = begin(tmp_path / "deep" / "data")
    settle(layout, BASE)
    assert json.loads(layout.format_file.read_bytes()) == {"format": 4, "base": BASE}
    assert read_format(layout) == Format(BASE)
    assert layout.ledger.is_dir()
    assert layout.generations.is_dir()


def test_a_data_directory_can_be_begun_again(tmp_path: Path) -> None:
    settle(begin(tmp_path), BASE)
    settle(begin(tmp_path), BASE)
    assert read_format(Layout(tmp_path)).base == BASE


def test_a_directory_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(DataError, match=r"holds thesis\.docx"):
        begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_no_data_directory(tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    with pytest.raises(DataError, match="not a directory"):
        begin(tmp_path / "notes")


def test_a_beginning_that_was_interrupted_can_go_on(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "format.json.tmp").touch()
    settle(begin(tmp_path), BASE)
    assert read_format(Layout(tmp_path)).base == BASE


def test_data_of_a_later_format_names_the_version_to_install(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text('{"format": 5, "base": "https://example.org/"}')
    with pytest.raises(NewerDataError, match="has format 5; this program knows up to 4") as caught:
        settle(begin(tmp_path), BASE)
    assert caught.value.hint == "install the claim-provenance version that writes format 5"


def test_another_base_is_refused_since_every_iri_would_change(tmp_path: Path) -> None:
    settle(begin(tmp_path), BASE)
    with pytest.raises(DataError, match=r"begin https://example\.org/") as caught:
        settle(begin(tmp_path), "https://example.net/")
    assert caught.value.hint is not None
    assert "KG_BASE=https://example.org/" in caught.value.hint


def test_a_rebuilt_view_cannot_be_written_to(tmp_path: Path) -> None:
    write_format(begin(tmp_path), Format(BASE, view="the ledger as of 2026-11-21"))
    with pytest.raises(DataError, match="shows the ledger as of 2026-11-21"):
        settle(begin(tmp_path), BASE)


def test_a_directory_that_is_missing_is_no_data_directory(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no format\.json"):
        read_format(Layout(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": 1}',
        '{"format": 0, "base": "https://example.org/"}',
        '{"format": true, "base": "https://example.org/"}',
        '{"format": "2", "base": "https://example.org/"}',
        '{"format": 2, "base": 7}',
        "[" * 100_000,
        '"text"',
    ],
)
def test_a_damaged_format_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "format.json").write_text(content)
    with pytest.raises(DataError, match="damaged") as caught:
        read_format(Layout(tmp_path))
    assert caught.value.where == str(tmp_path / "format.json")
